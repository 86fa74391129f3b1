import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

/** `npm run screenshots`: pictures of every view, to be looked at. Nothing is compared. */
export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../.cache/screenshots/failures',
  reporter: 'list',
  projects: base.projects?.filter(({ name }) => name === 'app') ?? [],
});
