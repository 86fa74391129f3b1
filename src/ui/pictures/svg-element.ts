import type { SvgPicture } from '@/ui/files/picture-files';

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
const PAPER = '#ffffff';
const MARGIN = 12;
const HEAD = 34;

/**
 * A drawing of the page as a picture of its own: under its title, with the colors that it has on a light page written into it, whatever the page
 * looks like.
 *
 * @throws Error where the drawing is gone from the page
 */
export function pictureOfElement(drawing: SVGSVGElement | null, title: string): SvgPicture {
  if (!drawing) throw new Error('There is nothing to draw.');
  const before = drawing.style.cssText;
  drawing.style.colorScheme = 'light';
  // What is inherited was settled by the page's own scheme.
  drawing.style.color = 'var(--ink)';
  try {
    return copyOf(drawing, title);
  } finally {
    drawing.style.cssText = before;
  }
}

function copyOf(drawing: SVGSVGElement, title: string): SvgPicture {
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
  copy.removeAttribute('style');
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
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}"><rect width="${width}" height="${height}" fill="${PAPER}"/>${write(heading)}${write(copy)}</svg>`;
  return { svg, width, height, name: title };
}
