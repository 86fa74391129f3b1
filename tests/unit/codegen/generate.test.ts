import { CODE_SOURCE, codeCase, OPTION_CASES, PRESET_CASES } from '@tests/support/code-cases';
import { OWN_CASES } from '@tests/support/own-code-cases';
import { describe, expect, it } from 'vitest';
import { CODE_TARGETS, type CodeTarget, generateCode } from '@/codegen/generate';
import { CLASSICAL_KINDS, CLASSICAL_MODELS } from '@/experiment/classical/models';
import { AUGMENTATIONS } from '@/experiment/data/augmentations';
import type { Experiment } from '@/experiment/experiment';
import { createLayer } from '@/experiment/network/kinds';

const generated = (experiment: Experiment, target: CodeTarget) => {
  const code = generateCode(experiment, target, CODE_SOURCE);
  if (!('text' in code)) throw new Error(code.refused.join(' '));
  return code;
};
const refused = (experiment: Experiment, target: CodeTarget) => {
  const code = generateCode(experiment, target, CODE_SOURCE);
  return 'refused' in code ? code.refused : [];
};

const BOTH = CODE_TARGETS.map(({ id }) => id);
const CASES = BOTH.flatMap((target) =>
  [...PRESET_CASES, ...OPTION_CASES, ...OWN_CASES.map(({ experiment }) => experiment)].map(
    (experiment) => [target, experiment.name, experiment] as const,
  ),
);

describe.each(CASES)('The %s code of %s', (target, _name, experiment) => {
  it('keeps to PEP 8: at most 79 columns, no tabs, nothing after the last character, two blank lines between functions', () => {
    const { text } = generated(experiment, target);
    expect(text.split('\n').filter((line) => line.length > 79 || /\t|\s$/.test(line))).toEqual([]);
    expect(text).not.toMatch(/\n{4,}/);
    const lines = text.split('\n');
    const starts = lines.flatMap((line, i) => (/^(def|class|@)/.test(line) && !lines[i - 1]?.startsWith('@') ? [i] : []));
    for (const i of starts) expect(lines.slice(i - 3, i)).toEqual([expect.stringMatching(/./), '', '']);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('is the same each time', () => {
    expect(generated(structuredClone(experiment), target)).toEqual(generated(experiment, target));
  });
});

describe('Code', () => {
  it('says which experiment it is, its version and how it is run', () => {
    const { text, fileName } = generated(codeCase('Three groups: dense'), 'pytorch');
    expect(fileName).toBe('three_groups_dense_pytorch.py');
    expect(text).toMatch(/^"""Three groups: dense, exported from Atelier for PyTorch\.\n/);
    expect(text).toContain('Experiment format 1, seed 1.');
    expect(text).toContain(`    torchrun --nproc_per_node=4 ${fileName}\n`);
  });

  it.each([
    ['', 'atelier_keras.py'],
    ['../../etc/passwd', 'etc_passwd_keras.py'],
    ['12 units', 'atelier_12_units_keras.py'],
    ['CON', 'con_keras.py'],
    ['Ärmel 👕', 'armel_keras.py'],
    ['x'.repeat(300), `${'x'.repeat(36)}_keras.py`],
  ])('of %j is called %s', (name, fileName) => {
    expect(generated(codeCase(name), 'keras').fileName).toBe(fileName);
  });

  it('takes a hostile name for text', () => {
    const name = 'a"""\nimport os\nos.system("x") \\';
    const { text } = generated(codeCase(name), 'keras');
    expect(text.split('"""')[1]).toContain("a''' import os os.system('x') /, exported");
    expect(text).not.toContain('\nimport os');
  });

  it('takes hostile group names for text', () => {
    const groups = [
      { name: 'a"]\nimport os', classes: [0] },
      { name: '\ud800\\', classes: [1] },
    ];
    const { text } = generated(codeCase('x', { data: { task: { kind: 'groups', groups } } }), 'keras');
    expect(text).toContain('"a\\"]\\nimport os"');
    expect(text).toContain('"\ufffd\\\\"');
  });

  it('has nothing that the experiment does not need', () => {
    const { text } = generated(codeCase('plain'), 'pytorch');
    expect(text).not.toMatch(/dropout|augment|BatchNormalization|penalty|learning_rate\(|clip\(|apportion|copy\./i);
  });

  const own = (name: string) => OWN_CASES.find(({ experiment }) => experiment.name === name)!.experiment;

  it('of a number has its loss, and R2 where accuracy would be watched', () => {
    const keras = generated(own('prices, watched'), 'keras').text;
    expect(keras).toContain('loss=keras.losses.Huber(),');
    expect(keras).toMatch(/ReduceLROnPlateau\(\s*monitor="val_r2",\s*mode="max"/);
    expect(keras).toMatch(/EarlyStopping\(\s*monitor="r2",\s*mode="max"/);
    const pytorch = generated(own('prices, watched'), 'pytorch').text;
    expect(pytorch).toContain('return F.huber_loss(outputs[:, 0], targets, reduction="none")');
    expect(pytorch).toContain('plateau.look(validation_r2)');
    expect(pytorch).toContain('if best is None or r2 > best:');
    expect(generated(own('prices from 0 to 1'), 'keras').text).toContain('loss=keras.losses.MeanAbsoluteError(),');
    expect(generated(own('prices from 0 to 1'), 'pytorch').text).toContain('return F.l1_loss(');
    expect(generated(own('prices'), 'keras').text).toContain('loss=keras.losses.MeanSquaredError(),');
  });

  it.each(BOTH)('for %s scales the columns of a table as the app does, each by itself', (target) => {
    const kinds = own('kinds');
    const scaled = (scaling: Experiment['data']['scaling']) => generated({ ...kinds, data: { ...kinds.data, scaling } }, target).text;
    expect(scaled('unit')).toContain('return (values - low) / ((high - low) or 1)');
    expect(scaled('unit')).not.toContain('def spread');
    expect(scaled('standardized')).toMatch(/def spread\(values\):[\s\S]*mean, deviation = spread\(values\[train\]\)/);
    expect(scaled('none')).not.toContain('spread');
  });

  it.each(BOTH)('for %s divides rows from the end of the list, and spoils no number that is predicted', (target) => {
    const prices = own('prices');
    const split = { kind: 'endOfList', validationShare: 0.2, stratified: false, validationIsTest: false } as const;
    const { text } = generated({ ...prices, data: { ...prices.data, split, labelNoise: 0.2 } }, target);
    expect(text).toContain('parts, *_ = divide(labels, targets, TRAIN_ROWS)');
    expect(text).not.toContain('add_label_noise');
  });

  it.each(BOTH)('for %s refuses a classical model', (target) => {
    for (const kind of CLASSICAL_KINDS) {
      const experiment: Experiment = { ...codeCase('x'), model: { kind: 'classical', classical: CLASSICAL_MODELS[kind].defaults } };
      expect(refused(experiment, target)).toEqual([expect.stringContaining('Only neural networks')]);
    }
  });

  it.each(BOTH)('for %s refuses the built-in garments', (target) => {
    expect(refused(codeCase('x', { data: { dataset: 'builtin-garments' } }), target)).toEqual([
      expect.stringContaining('cannot be made in Python'),
    ]);
  });

  it.each(BOTH)('for %s refuses images rendered as drawings', (target) => {
    const steps = [AUGMENTATIONS.drawing.defaults, AUGMENTATIONS.zoom.defaults];
    expect(refused(codeCase('x', { data: { augmentation: { steps, mode: 'inPlace', classes: null } } }), target)).toEqual([
      expect.stringContaining('“As a drawing”'),
    ]);
  });

  it.each(BOTH)('for %s refuses drawings of a person’s own', (target) => {
    const drawings = { list: [{ label: 3, pixels: btoa('a picture') }], times: 20 };
    expect(refused(codeCase('x', { data: { drawings } }), target)).toEqual([expect.stringContaining('Your own drawings')]);
  });

  it.each(BOTH)('for %s refuses a design with errors, in their words', (target) => {
    const [message = ''] = refused(codeCase('x', { layers: [createLayer('dense', 'l1')] }), target);
    expect(message).toContain('Dense');
    expect(refused(codeCase('x', { training: { batchSize: 0 } }), target)).toEqual([expect.stringContaining('Batch size')]);
  });

  it('for Keras refuses warm-up together with a plateau, which PyTorch’s code can do', () => {
    const schedule = {
      kind: 'reduceOnPlateau',
      monitor: 'trainingLoss',
      factor: 0.5,
      patience: 2,
      minDelta: 0,
      minLearningRate: 0,
    } as const;
    const experiment = codeCase('x', { training: { schedule, warmupEpochs: 1 } });
    expect(refused(experiment, 'keras')).toEqual([expect.stringContaining('warm-up')]);
    expect(refused(experiment, 'pytorch')).toEqual([]);
  });
});
