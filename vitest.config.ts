import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import app from './vite.config.ts';

/** Where nothing is kept between two calls, the files of a worker may share what they import: that is half the time of the suite. */
const STATELESS = ['codegen', 'dataset', 'exchange', 'experiment', 'features', 'metrics', 'print', 'run', 'study', 'ui'].map(
  (floor) => `tests/unit/${floor}/**/*.test.ts`,
);

export default mergeConfig(
  app,
  defineConfig({
    test: {
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results/unit.json' },
      // Two cores: more workers than that only make each test slower.
      maxWorkers: 2,
      testTimeout: 60_000,
      projects: [
        { extends: true, test: { name: 'stateless', include: STATELESS, isolate: false } },
        { extends: true, test: { name: 'isolated', include: ['tests/**/*.test.ts'], exclude: STATELESS } },
      ],
    },
  }),
);
