import { experimentOf, layer } from '@tests/engine/support/networks';
import { randomWeights } from '@tests/engine/support/random-weights';
import { anyStack } from '@tests/engine/tfjs/arbitrary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onnxFile } from '@/exchange/models/onnx';
import { readModel } from '@/exchange/models/read-model';
import { taskClassNames } from '@/experiment/data/classes';
import { type Experiment, layersOf } from '@/experiment/experiment';

function written(experiment: Experiment, weights = randomWeights(experiment)): Uint8Array | null {
  const file = onnxFile({ experiment, weights, classNames: taskClassNames(experiment.data), input: { offset: 0, factor: 1 / 255 } });
  return 'bytes' in file ? file.bytes : null;
}

const open = (bytes: Uint8Array, experiment: Experiment) => readModel(new Map([['model.onnx', bytes]]), experiment);

const NORMALIZED = experimentOf([layer('flatten'), layer('dense', { units: 4 }), layer('batchNormalization')]);

describe('an ONNX file that Atelier wrote', () => {
  test('gives the stack and every weight back, whatever the stack', () => {
    fc.assert(
      fc.property(
        anyStack.filter((layers) => written(experimentOf(layers)) !== null),
        (layers) => {
          const experiment = experimentOf(layers);
          const weights = randomWeights(experiment);
          const reading = open(written(experiment, weights)!, experimentOf([layer('flatten')]));
          if ('refused' in reading) throw new Error(reading.refused);
          expect(layersOf(reading.experiment)).toEqual(layersOf(experiment));
          expect(reading.weights).toEqual(weights);
        },
      ),
      { numRuns: 40, seed: 9 },
    );
  });

  test('scales pixels as it is used to', () => {
    const standardized = { ...NORMALIZED, data: { ...NORMALIZED.data, scaling: 'standardized' as const } };
    const reading = open(written(NORMALIZED)!, standardized);
    expect('experiment' in reading && reading.experiment.data.scaling).toBe('unit');
  });
});

describe('an ONNX file is refused', () => {
  const refusalOf = (bytes: Uint8Array, experiment = NORMALIZED) => {
    const reading = open(bytes, experiment);
    return 'refused' in reading ? reading.refused : 'read';
  };

  test('where it is none', () => expect(refusalOf(new TextEncoder().encode('%PDF-1.7'))).toMatch(/damaged|not written by/));

  test('where it has other operations than Atelier writes', () => {
    const bytes = written(NORMALIZED)!;
    const at = Buffer.from(bytes).indexOf('BatchNormalization');
    const other = bytes.slice();
    other.set(new TextEncoder().encode('InstanceNormalizat'), at);
    expect(refusalOf(other)).toContain('not written by this version');
  });

  test('where a weight is not a number', () => {
    const weights = randomWeights(NORMALIZED).map((values, i) => (i === 1 ? values.map(() => Number.NaN) : values));
    expect(refusalOf(written(NORMALIZED, weights)!)).toContain('NaN');
  });

  test('where the task has other classes', () => {
    const pair = { ...NORMALIZED, data: { ...NORMALIZED.data, task: { kind: 'pair' as const, classes: [2, 4] as [number, number] } } };
    expect(refusalOf(written(NORMALIZED)!, pair)).toContain('It tells 10 classes apart; the task in Data has 2.');
  });

  test('where its stack is larger than its weights', () => {
    const bytes = written(NORMALIZED)!;
    const text = Buffer.from(bytes);
    const at = text.indexOf('"units":4');
    const larger = bytes.slice();
    larger[at + 8] = '9'.charCodeAt(0);
    expect(at).toBeGreaterThan(0);
    expect(refusalOf(larger)).toContain('not written by this version');
  });
});
