import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import app from './vite.config';

export default mergeConfig(
  app,
  defineConfig({
    test: { include: ['tests/unit/**/*.test.ts', 'tests/engine/**/*.test.ts', 'tests/golden/**/*.test.ts'], testTimeout: 60_000 },
  }),
);
