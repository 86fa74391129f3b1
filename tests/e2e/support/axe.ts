import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** How the page may be shown. */
export type Look = 'light' | 'dark' | 'forced colors';

const MEDIA = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colors': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

/** Rules whose verdict changes with the colors; all others judge the same elements in every look. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Everything axe finds on the page as it stands, in words, with the elements it found it on.
 * @param within a selector of the part to look at; the whole page without one
 * @param rules only these; without them all of WCAG 2.2 AA and axe's best practices
 * @param targets whether the size of targets is judged: where a part is scrolled half under another, axe takes what is left of it for all of it
 */
export async function findings(page: Page, within?: string, rules?: readonly string[], targets = false): Promise<string[]> {
  // The page has no frames, so axe may do its work in it alone (its legacy mode), in a quarter of the time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: targets } } });
  if (within) axe.include(within);
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** Everything in the first look, and what the colors of the others change. */
export async function findingsInLooks(page: Page, looks: readonly Look[], within?: string, targets = true): Promise<string[]> {
  const found: string[] = [];
  for (const [i, look] of looks.entries()) {
    await page.emulateMedia({ ...MEDIA[look], reducedMotion: 'reduce' });
    found.push(...(await findings(page, within, i === 0 ? undefined : COLOR_RULES, targets)).map((words) => `${look}: ${words}`));
  }
  return found;
}

export const findingsInBothThemes = (page: Page) => findingsInLooks(page, ['light', 'dark'], undefined, false);
