import type { SvgPicture } from './picture-files';

/** What a drawing takes from the page's style sheets. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
];
const FONT = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const MARGIN = 12;
const HEAD = 34;

/**
 * A drawing of the page as a picture of its own: with the colors that it has on the page written into it, on the page's background, under its title.
 *
 * @throws Error where the drawing is gone from the page
 */
export function pictureOfElement(drawing: SVGSVGElement | null, title: string): SvgPicture {
  if (!drawing) throw new Error('There is nothing to draw.');
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [...drawing.querySelectorAll<SVGElement>('*')];
  [...copy.querySelectorAll<SVGElement>('*')].forEach((element, i) => {
    const original = originals[i];
    if (!original) return;
    const computed = getComputedStyle(original);
    for (const name of STYLES) element.setAttribute(name, computed.getPropertyValue(name));
    element.removeAttribute('class');
    element.removeAttribute('style');
    element.removeAttribute('tabindex');
  });
  const [width, height] = [drawing.clientWidth + 2 * MARGIN, drawing.clientHeight + HEAD + MARGIN];
  const root = getComputedStyle(drawing);
  const ground = getComputedStyle(document.body).backgroundColor;
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(HEAD));
  const heading = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  heading.textContent = title;
  const write = (node: Node) => new XMLSerializer().serializeToString(node);
  heading.setAttribute('x', String(MARGIN));
  heading.setAttribute('y', '22');
  heading.setAttribute('font-size', '15');
  heading.setAttribute('font-weight', '650');
  heading.setAttribute('fill', root.color);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}"><rect width="${width}" height="${height}" fill="${ground}"/>${write(heading)}${write(copy)}</svg>`;
  return { svg, width, height, fileName: title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'picture' };
}
