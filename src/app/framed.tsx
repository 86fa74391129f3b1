/** What the page shows inside another page, in place of the app. */
export function Framed() {
  return (
    <p>
      Atelier does not open inside another page.{' '}
      <a href={location.href} target="_blank" rel="noopener">
        Open it in its own tab
      </a>
    </p>
  );
}
