import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DATASET } from '@/experiment/data/datasets';
import { describeNetwork } from '@/experiment/network/describe';
import { addLayer, applyMend, duplicateLayer, moveLayer, newLayerId, removeLayer, setOption } from '@/experiment/network/edits';
import { createLayer, LAYER_KINDS, type Layer, type LayerKind } from '@/experiment/network/kinds';
import { placeFor } from '@/experiment/network/placement';

const CLASSES = { dataset: DEFAULT_DATASET, task: { kind: 'classes' } } as const;

const stackOf = (...kinds: LayerKind[]): Layer[] => kinds.map((kind, i) => createLayer(kind, `l${i + 1}`));
const kindsOf = (layers: readonly Layer[]) => layers.map((layer) => layer.kind);
const idsOf = (layers: readonly Layer[]) => layers.map((layer) => layer.id);
const errorsOf = (layers: readonly Layer[]) => describeNetwork(layers, CLASSES).issues.filter((issue) => issue.severity === 'error');

/** The stack after a palette click. */
const pick = (layers: readonly Layer[], kind: LayerKind, selected: string | null = null) =>
  addLayer(layers, kind, placeFor(layers, kind, selected));

const anyKind = fc.constantFrom(...LAYER_KINDS);
const anyStack = fc.array(anyKind, { maxLength: 12 }).map((kinds) => stackOf(...kinds));

type Edit = (layers: readonly Layer[]) => Layer[];
const idAt = (layers: readonly Layer[], place: number) => layers[place % Math.max(1, layers.length)]?.id ?? 'nobody';
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(anyKind, fc.nat(20)).map(
    ([kind, at]): Edit =>
      (layers) =>
        addLayer(layers, kind, at),
  ),
  fc.tuple(anyKind, fc.nat(20)).map(
    ([kind, at]): Edit =>
      (layers) =>
        pick(layers, kind, idAt(layers, at)),
  ),
  fc.nat(20).map(
    (at): Edit =>
      (layers) =>
        removeLayer(layers, idAt(layers, at)),
  ),
  fc.nat(20).map(
    (at): Edit =>
      (layers) =>
        duplicateLayer(layers, idAt(layers, at)),
  ),
  fc.tuple(fc.nat(20), fc.integer({ min: -5, max: 20 })).map(
    ([from, to]): Edit =>
      (layers) =>
        moveLayer(layers, from, to),
  ),
);

describe('edits of a stack', () => {
  it('keep every id unique, in any order, and leave the given stack alone', () => {
    fc.assert(
      fc.property(anyStack, fc.array(anyEdit, { maxLength: 20 }), (start, edits) => {
        const frozen: readonly Layer[] = Object.freeze(start.map((layer) => Object.freeze(layer)));
        const end = edits.reduce<readonly Layer[]>((layers, edit) => Object.freeze(edit(layers)), frozen);
        expect(new Set(idsOf(end)).size).toBe(end.length);
      }),
    );
  });

  it('move one layer and keep the order of the others', () => {
    fc.assert(
      fc.property(anyStack, fc.nat(11), fc.nat(11), (layers, from, to) => {
        fc.pre(from < layers.length && to < layers.length);
        const moved = moveLayer(layers, from, to);
        expect(moved[to]).toBe(layers[from]);
        const others = (all: readonly Layer[]) => idsOf(all).filter((id) => id !== layers[from]?.id);
        expect(others(moved)).toEqual(others(layers));
        expect(moveLayer(moved, to, from)).toEqual(layers);
      }),
    );
  });

  it('number new layers one above the highest in use', () => {
    expect(newLayerId([])).toBe('l1');
    expect(newLayerId([createLayer('flatten', 'l7'), createLayer('dense', 'l2')])).toBe('l8');
    expect(newLayerId([createLayer('flatten', 'my own name')])).toBe('l1');
  });

  it('put a copy right after its original, with the same options', () => {
    const layers = setOption(stackOf('conv2d', 'flatten'), 'l1', 'filters', 8);
    const copied = duplicateLayer(layers, 'l1');
    expect(idsOf(copied)).toEqual(['l1', 'l3', 'l2']);
    expect(copied[1]).toEqual({ ...layers[0], id: 'l3' });
  });

  it('set only what is an option of the layer', () => {
    const layers = stackOf('dense');
    expect(setOption(layers, 'l1', 'units', Number.NaN)[0]).toMatchObject({ units: Number.NaN });
    expect(setOption(layers, 'l1', 'kind', 'flatten')).toEqual(layers);
    expect(setOption(layers, 'l1', 'id', 'l9')).toEqual(layers);
    expect(setOption(layers, 'l1', 'filters', 3)).toEqual(layers);
    expect(setOption(layers, 'nobody', 'units', 3)).toEqual(layers);
  });

  it('do nothing for an issue whose mend or layer is gone', () => {
    const layers = stackOf('dense');
    const issue = { layer: 'l1', message: 'wrong', severity: 'error' } as const;
    expect(applyMend(layers, issue)).toEqual(layers);
    expect(applyMend(layers, { ...issue, layer: 'nobody', mend: { label: 'x', action: 'remove' } })).toEqual(layers);
    expect(applyMend(layers, { ...issue, mend: { label: 'x', action: 'moveBefore', target: 'nobody' } })).toEqual(layers);
    expect(applyMend(layers, { ...issue, mend: { label: 'x', action: 'remove' } })).toEqual([]);
  });
});

describe('mends of recurrent layers', () => {
  /** The stack after all the mends that it offers, one by one. */
  const mended = (layers: Layer[]): Layer[] => {
    const issue = describeNetwork(layers, CLASSES).issues.find((one) => one.mend);
    return issue ? mended(applyMend(layers, issue)) : layers;
  };

  it('read a map row by row', () => {
    const layers = mended(stackOf('conv2d', 'lstm'));
    expect(kindsOf(layers)).toEqual(['conv2d', 'reshape', 'lstm']);
    expect(layers[1]).toMatchObject({ id: 'l3', targetShape: [28, 28 * 32] });
    expect(errorsOf(layers)).toEqual([]);
  });

  it('let the layer before pass its whole sequence on', () => {
    const layers = mended(stackOf('reshape', 'lstm', 'dropout', 'gru'));
    expect(kindsOf(layers)).toEqual(['reshape', 'lstm', 'dropout', 'gru']);
    expect(layers[1]).toMatchObject({ returnSequences: true });
    expect(errorsOf(layers)).toEqual([]);
  });

  it('lead back before what made a row of the image', () => {
    expect(kindsOf(mended(stackOf('flatten', 'dense', 'gru')))).toEqual(['reshape', 'gru', 'flatten', 'dense']);
    expect(kindsOf(mended(stackOf('globalAveragePooling2d', 'lstm')))).toEqual(['reshape', 'lstm']);
  });

  it('give a Reshape lengths that fit, and say both counts', () => {
    const layers = stackOf('conv2d', 'reshape');
    const [issue] = errorsOf(layers);
    expect(issue?.message).toContain('784 numbers');
    expect(issue?.message).toContain('25,088 numbers');
    expect(mended(layers)[1]).toMatchObject({ targetShape: [28, 896] });
    const odd = setOption(layers, 'l2', 'targetShape', [5, 5]);
    expect(mended(odd)[1]).toMatchObject({ targetShape: [25_088] });
  });

  it('flatten a sequence for Dense', () => {
    const layers = setOption(stackOf('reshape', 'lstm', 'dense'), 'l2', 'returnSequences', true);
    expect(errorsOf(layers)[0]?.message).toContain('a sequence of 28 steps of 64 numbers');
    expect(kindsOf(mended(layers))).toEqual(['reshape', 'lstm', 'flatten', 'dense']);
  });
});

describe('the place of a layer from the palette', () => {
  it('is after the selected layer, or else at the end', () => {
    const layers = stackOf('flatten', 'dense', 'dense');
    expect(kindsOf(pick(layers, 'dropout', 'l2'))).toEqual(['flatten', 'dense', 'dropout', 'dense']);
    expect(kindsOf(pick(layers, 'dropout'))).toEqual(['flatten', 'dense', 'dense', 'dropout']);
    expect(kindsOf(pick(layers, 'dropout', 'nobody'))).toEqual(['flatten', 'dense', 'dense', 'dropout']);
  });

  it('keeps layers for maps before the first row of numbers', () => {
    const layers = stackOf('conv2d', 'flatten', 'dense');
    expect(kindsOf(pick(layers, 'conv2d'))).toEqual(['conv2d', 'conv2d', 'flatten', 'dense']);
    expect(kindsOf(pick(layers, 'maxPooling2d', 'l3'))).toEqual(['conv2d', 'maxPooling2d', 'flatten', 'dense']);
    expect(kindsOf(pick(layers, 'averagePooling2d', 'l1'))).toEqual(['conv2d', 'averagePooling2d', 'flatten', 'dense']);
  });

  it('keeps Dense after the first Flatten, where there is one', () => {
    const layers = stackOf('conv2d', 'maxPooling2d', 'flatten');
    expect(kindsOf(pick(layers, 'dense', 'l1'))).toEqual(['conv2d', 'maxPooling2d', 'flatten', 'dense']);
    expect(kindsOf(pick(stackOf('conv2d', 'dropout'), 'dense', 'l1'))).toEqual(['conv2d', 'dense', 'dropout']);
  });

  it('puts Flatten between the last map and the first Dense', () => {
    expect(kindsOf(pick(stackOf('conv2d', 'dense'), 'flatten'))).toEqual(['conv2d', 'flatten', 'dense']);
    expect(kindsOf(pick(stackOf('conv2d', 'conv2d', 'dense'), 'flatten', 'l1'))).toEqual(['conv2d', 'conv2d', 'flatten', 'dense']);
  });

  it('keeps recurrent layers where a sequence is, or can be made of a map', () => {
    expect(kindsOf(pick(stackOf('reshape', 'flatten', 'dense'), 'lstm', 'l3'))).toEqual(['reshape', 'lstm', 'flatten', 'dense']);
    expect(kindsOf(pick(stackOf('conv2d', 'reshape'), 'gru', 'l1'))).toEqual(['conv2d', 'reshape', 'gru']);
    expect(kindsOf(pick(stackOf('conv2d', 'flatten', 'dense'), 'simpleRnn'))).toEqual(['conv2d', 'simpleRnn', 'flatten', 'dense']);
    expect(kindsOf(pick(stackOf('lstm', 'dense'), 'reshape'))).toEqual(['reshape', 'lstm', 'dense']);
    expect(kindsOf(pick(stackOf('reshape', 'lstm'), 'conv2d'))).toEqual(['conv2d', 'reshape', 'lstm']);
  });

  it('keeps Dense and Flatten after what reads a sequence', () => {
    expect(kindsOf(pick(stackOf('reshape', 'lstm'), 'dense', 'l1'))).toEqual(['reshape', 'lstm', 'dense']);
    expect(kindsOf(pick(stackOf('reshape', 'gru', 'dense'), 'flatten', 'l1'))).toEqual(['reshape', 'gru', 'flatten', 'dense']);
    expect(kindsOf(pick(stackOf('globalAveragePooling2d'), 'conv2d'))).toEqual(['conv2d', 'globalAveragePooling2d']);
    expect(kindsOf(pick(stackOf('conv2d', 'globalAveragePooling2d'), 'dense', 'l1'))).toEqual([
      'conv2d',
      'globalAveragePooling2d',
      'dense',
    ]);
  });

  it('never breaks a stack that works', () => {
    fc.assert(
      fc.property(fc.array(anyKind, { maxLength: 8 }), fc.nat(10), (kinds, at) => {
        // Once a Flatten is there, clicks alone can only lead to stacks that work (but for the map shrinking away, which needs more pools).
        // A Reshape and what reads the sequence that it makes need each other, and their options set by hand.
        const apart: LayerKind[] = ['reshape', 'simpleRnn', 'lstm', 'gru'];
        const layers = kinds
          .filter((kind) => !kind.endsWith('Pooling2d') && !apart.includes(kind))
          .reduce<Layer[]>((stack, kind) => pick(stack, kind), stackOf('flatten'));
        for (const kind of LAYER_KINDS.filter((one) => !apart.includes(one)))
          expect(errorsOf(pick(layers, kind, idAt(layers, at)))).toEqual([]);
      }),
    );
  });
});
