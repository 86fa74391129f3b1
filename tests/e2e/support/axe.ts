import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Rules whose verdict changes with the colours and the layout; all others judge the same elements in every theme. */
const THEME_RULES = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable'];

/**
 * Everything axe finds on the page as it stands, in words, with the elements it found it on; `what` limits it to the rules that a theme can
 * break. The page has no frames, so axe may do its work in it alone (its legacy mode), in a quarter of the time.
 */
export async function findings(page: Page, what: 'everything' | 'theme' = 'everything'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (what === 'theme' ? axe.withRules(THEME_RULES) : axe).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** Everything in the light theme, and what the dark one changes. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await findings(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  return [...light, ...(await findings(page, 'theme')).map((found) => `dark: ${found}`)];
}
