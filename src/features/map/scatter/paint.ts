import type { ColoredBy, Guest, Point, ShownMap } from '../types';
import { GUEST_SHAPE, shapeOf } from './marks';
import { toScreen, type Viewport } from './viewport';

/** Everything that is painted. */
export interface Scene {
  map: ShownMap;
  viewport: Viewport;
  coloredBy: ColoredBy;
  isShown(image: number): boolean;
  /** Colors as the page has them now: of each class, of text, of the ground, of what is chosen. */
  colors: { classes: readonly string[]; ink: string; ground: string; accent: string };
  /** Images in sight that are painted as pictures, with those; empty where there are too many. */
  pictures: ReadonlyMap<number, CanvasImageSource>;
  pictureSize: number;
  /** Pointed at, and chosen. */
  hovered: number | null;
  chosen: number | null;
  guests: readonly Guest[];
  lasso: readonly Point[];
}

const RADIUS = 4.5;
const CHOSEN_RADIUS = 9;

const paths = new Map<string, Path2D>();
function pathOf(shape: string): Path2D {
  const known = paths.get(shape) ?? new Path2D(shape);
  paths.set(shape, known);
  return known;
}

/** Paints a map. The context is scaled to CSS pixels. */
export function paintMap(context: CanvasRenderingContext2D, scene: Scene): void {
  const { viewport, map, hovered, chosen, lasso } = scene;
  context.clearRect(0, 0, viewport.width, viewport.height);
  context.imageSmoothingEnabled = false;
  const later = new Set([hovered, chosen]);
  for (let image = 0; image < map.rows.length; image++) if (scene.isShown(image) && !later.has(image)) paintImage(context, scene, image);
  for (const image of later) if (image !== null && image < map.rows.length) paintChosen(context, scene, image, image === chosen);
  for (const guest of scene.guests) paintGuest(context, scene, guest);
  if (lasso.length > 1) paintLasso(context, scene);
}

function paintImage(context: CanvasRenderingContext2D, scene: Scene, image: number): void {
  const { map, viewport, pictures, pictureSize, colors, coloredBy } = scene;
  const { x, y } = toScreen(viewport, map.coordinates[2 * image] ?? 0, map.coordinates[2 * image + 1] ?? 0);
  const reach = pictureSize;
  if (x < -reach || y < -reach || x > viewport.width + reach || y > viewport.height + reach) return;
  const label = (coloredBy === 'truth' ? map.targets : map.predicted)[image] ?? 0;
  const color = colors.classes[label] ?? colors.ink;
  const wrong = map.targets[image] !== map.predicted[image];
  const picture = pictures.get(image);
  if (!picture) {
    paintMark(context, scene, { x, y }, label, RADIUS, wrong ? colors.ink : colors.ground);
    return;
  }
  const half = pictureSize / 2;
  context.drawImage(picture, x - half, y - half, pictureSize, pictureSize);
  context.lineWidth = 2;
  context.strokeStyle = color;
  context.setLineDash(wrong ? [4, 3] : []);
  context.strokeRect(x - half, y - half, pictureSize, pictureSize);
  context.setLineDash([]);
  paintMark(context, scene, { x: x + half, y: y - half }, label, RADIUS, wrong ? colors.ink : colors.ground);
}

function paintMark(
  context: CanvasRenderingContext2D,
  { colors }: Scene,
  { x, y }: Point,
  label: number,
  radius: number,
  edge: string,
): void {
  context.save();
  context.translate(x, y);
  context.scale(radius / 10, radius / 10);
  const path = pathOf(shapeOf(label));
  context.fillStyle = colors.classes[label] ?? colors.ink;
  context.fill(path);
  context.lineWidth = edge === colors.ink ? 3 : 1.5;
  context.strokeStyle = edge;
  context.stroke(path);
  context.restore();
}

function paintChosen(context: CanvasRenderingContext2D, scene: Scene, image: number, isChosen: boolean): void {
  const { map, viewport, pictures, pictureSize, colors, coloredBy } = scene;
  const place = toScreen(viewport, map.coordinates[2 * image] ?? 0, map.coordinates[2 * image + 1] ?? 0);
  const label = (coloredBy === 'truth' ? map.targets : map.predicted)[image] ?? 0;
  if (pictures.has(image)) paintImage(context, scene, image);
  else paintMark(context, scene, place, label, CHOSEN_RADIUS, colors.ink);
  if (!isChosen) return;
  context.beginPath();
  context.arc(place.x, place.y, (pictures.has(image) ? 0.75 * pictureSize : CHOSEN_RADIUS) + 6, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = colors.accent;
  context.stroke();
}

function paintGuest(context: CanvasRenderingContext2D, { viewport, colors }: Scene, { name, x, y }: Guest): void {
  const place = toScreen(viewport, x, y);
  context.save();
  context.translate(place.x, place.y - 11);
  context.fillStyle = colors.accent;
  context.strokeStyle = colors.ground;
  context.lineWidth = 2;
  context.fill(pathOf(GUEST_SHAPE));
  context.stroke(pathOf(GUEST_SHAPE));
  context.restore();
  context.font = `600 12px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = place.x > viewport.width - 110 ? 'right' : 'left';
  const side = context.textAlign === 'right' ? -13 : 13;
  context.lineWidth = 4;
  context.strokeStyle = colors.ground;
  context.strokeText(name, place.x + side, place.y - 8);
  context.fillStyle = colors.ink;
  context.fillText(name, place.x + side, place.y - 8);
}

function paintLasso(context: CanvasRenderingContext2D, { lasso, colors }: Scene): void {
  context.beginPath();
  lasso.forEach(({ x, y }, k) => {
    if (k === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
  context.globalAlpha = 0.12;
  context.fillStyle = colors.accent;
  context.fill();
  context.globalAlpha = 1;
  context.setLineDash([5, 4]);
  context.lineWidth = 2;
  context.strokeStyle = colors.accent;
  context.stroke();
  context.setLineDash([]);
}
