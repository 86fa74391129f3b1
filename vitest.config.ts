import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import app from './vite.config.ts';

export default mergeConfig(
  app,
  defineConfig({
    test: {
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results/unit.json' },
      // Two cores: more workers than that only make each test slower.
      maxWorkers: 2,
      include: ['tests/**/*.test.ts'],
      testTimeout: 60_000,
    },
  }),
);
