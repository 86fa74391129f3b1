import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_SOURCE, OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { OWN_CASES } from '@tests/support/own-code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, expect, it } from 'vitest';
import { CODE_TARGETS, generateCode } from '@/codegen/generate';

const folder = mkdtempSync(join(tmpdir(), 'atelier-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const python = pythonWith();
if (!python) console.warn('No python3 here: exported code is not compiled.');

it.skipIf(!python)('All code compiles, has no dead names, and calls Keras with arguments that it has', () => {
  const own = OWN_CASES.map(({ experiment }) => experiment);
  const paths = [...PRESET_CASES, ...OPTION_CASES, ...own].flatMap((experiment, i) =>
    CODE_TARGETS.map(({ id }) => {
      const code = generateCode(experiment, id, CODE_SOURCE);
      if (!('text' in code)) throw new Error(code.refused.join(' '));
      const path = join(folder, `${i}_${code.fileName}`);
      writeFileSync(path, code.text);
      return path;
    }),
  );
  const signatures = join(import.meta.dirname, 'keras-signatures.json');
  const found = JSON.parse(runPython(python ?? '', [join(import.meta.dirname, 'check.py'), signatures, ...paths])) as Record<
    string,
    string[]
  >;
  expect(Object.keys(found)).toHaveLength(paths.length);
  expect(Object.entries(found).filter(([, problems]) => problems.length > 0)).toEqual([]);
});
