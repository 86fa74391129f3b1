import { counted } from '@/experiment/words/numbers';
import type { CollectedClass } from '@/stores/collected';

/** Words that name a part of a data set where they name a folder. */
const PARTS = /^(train(ing)?|test(ing)?|val(id(ation)?)?)$/i;

/** What is wrong with a class's name, in words; `undefined` where nothing is. */
export function nameProblem({ id, name }: CollectedClass, classes: readonly CollectedClass[]): string | undefined {
  const bare = name.trim();
  if (bare === '') return 'The class needs a name.';
  if (PARTS.test(bare)) return `“${bare}” names a part of a data set. Choose another name.`;
  return classes.some((other) => other.id !== id && other.name.trim() === bare) ? 'Another class has this name.' : undefined;
}

/** Why the pictures cannot be used yet, in words; empty where they can. */
export function collectProblem(classes: readonly CollectedClass[]): string {
  if (classes.some((one) => nameProblem(one, classes) !== undefined)) return 'Mend the names of the classes first.';
  const filled = classes.filter(({ pictures }) => pictures.length > 0);
  if (filled.length < 2) return 'Two classes need pictures.';
  const single = filled.find(({ pictures }) => pictures.length < 2);
  return single ? `“${single.name.trim()}” needs two pictures at least: one to learn from, one to test.` : '';
}

/** A class with less than half of what the fullest has. */
const LOPSIDED = 0.5;

/** With fewer pictures of a class than this, changed copies help more than anything else. */
export const FEW_PICTURES = 50;

export const FEW_WORDS = 'With so few pictures, also train on changed copies: Data, Pixels, “Add changes”.';

/** What would make the pictures better to learn from, in words; empty where nothing is to be said. */
export function collectAdvice(classes: readonly CollectedClass[]): string {
  const counts = classes.map(({ pictures }) => pictures.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const thin = classes.find(({ pictures }) => pictures.length === least);
  if (most >= 4 && least < LOPSIDED * most && thin)
    return `“${thin.name.trim()}” has only ${counted(least, 'picture')}, another class ${most}. A network prefers what it sees often: collect about as many of each.`;
  if (most >= 4 && least < FEW_PICTURES) return FEW_WORDS;
  return '';
}
