import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomWeights } from '@tests/engine/support/random-weights';
import { OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { pythonWith, runPython } from '@tests/support/python';
import { afterAll, expect, it } from 'vitest';
import { onnxFile } from '@/exchange/models/onnx';
import { taskClassNames } from '@/experiment/data/classes';

const folder = mkdtempSync(join(tmpdir(), 'atelier-onnx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const python = pythonWith('onnx');
if (!python) console.warn('No Python with onnx here: onnx.checker is not asked (apt-get install python3-onnx).');

const CHECK = `
import sys, onnx
for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    print(model.opset_import[0].version)
`;

it.skipIf(!python)('onnx.checker finds nothing wrong with any preset, nor with any option, shapes included', () => {
  const paths = [...PRESET_CASES, ...OPTION_CASES].flatMap((experiment, i) => {
    const classNames = taskClassNames(experiment.data);
    const written = onnxFile({ experiment, weights: randomWeights(experiment), classNames, input: { offset: 0, factor: 1 } });
    if ('refused' in written) return [];
    const path = join(folder, `${i}.onnx`);
    writeFileSync(path, written.bytes);
    return [path];
  });
  expect(paths.length).toBeGreaterThan(PRESET_CASES.length);
  const versions = runPython(python ?? '', ['-c', CHECK, ...paths])
    .trim()
    .split('\n');
  expect(versions).toEqual(paths.map(() => '17'));
});
