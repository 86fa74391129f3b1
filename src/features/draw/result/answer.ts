import { formatPercent } from '@/experiment/words/numbers';

/** What the network says, as a person would put it. */
export function answerInWords(probabilities: readonly number[], classNames: readonly string[]): string {
  const [first, second] = byProbability(probabilities);
  if (first === undefined) return '';
  const [p, q] = [probabilities[first] ?? 0, second === undefined ? 0 : (probabilities[second] ?? 0)];
  const name = classNames[first] ?? '';
  if (p >= 0.9) return name;
  if (p >= 0.55) return `${name}, probably`;
  if (second !== undefined && p + q >= 0.6 && q >= p / 2) return `${name} or ${classNames[second] ?? ''}`;
  return p >= 0.4 ? `${name}, perhaps` : 'Not sure';
}

/** Classes from most to least probable; equals in class order, so that nothing flickers. */
export function byProbability(probabilities: readonly number[]): number[] {
  return probabilities.map((_, index) => index).sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
}

/** A share as a whole percentage. */
export function percent(share: number): string {
  return formatPercent(share, 0);
}

/** A file name that every system takes, whatever the class is called. */
export function pictureName(guess: string): string {
  const plain = guess
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === '' ? 'atelier-drawing.png' : `atelier-drawing-${plain}.png`;
}
