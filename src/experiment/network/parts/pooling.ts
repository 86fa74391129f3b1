import * as v from 'valibot';
import { LARGEST_SIDE } from '@/experiment/data/datasets';
import type { Padding, Shape } from '@/experiment/network/types';
import { number } from '@/experiment/schema-parts';
import { formatNumber } from '@/experiment/words/numbers';
import { type Inferred, type Kind, type LayerBase, layerEntries, type Refusal } from './kind';
import { padding, paddingField, slideWindow, windowWords } from './window';

/** The schema of a pooling layer. */
export const poolingSchema = <K extends string>(kind: K) =>
  v.object({ ...layerEntries(kind), poolSize: number, strides: v.nullable(v.number()), padding });

interface Pooling extends LayerBase {
  /** Height and width of the square window. */
  poolSize: number;
  /** `null` means the pool size, as in Keras. */
  strides: number | null;
  padding: Padding;
}

/** Strides in force: the window's own size unless said otherwise, as in Keras. */
export const poolStrides = (layer: Pick<Pooling, 'poolSize' | 'strides'>): number => layer.strides ?? layer.poolSize;

/** What pooling layers share, whatever they keep of a window. */
export const pooling = (title: string) =>
  ({
    group: 'pooling',
    fields: [
      {
        name: 'poolSize',
        label: 'pool size',
        help: 'Height and width of the window, in pixels.',
        type: 'integer',
        min: 1,
        max: LARGEST_SIDE,
      },
      {
        name: 'strides',
        label: 'strides',
        help: 'How many pixels the window moves at a time. Empty: the pool size.',
        type: 'integer',
        min: 1,
        max: LARGEST_SIDE,
        optional: 'pool size',
      },
      paddingField,
    ],
    reads: 'map',
    makes: () => 'map',
    role: 'passes',
    sight: (layer) => ({ of: 'window', size: layer.poolSize, strides: poolStrides(layer), padding: layer.padding, perChannel: 1 }),
    summary(layer) {
      const strides = layer.strides === null || layer.strides === layer.poolSize ? [] : [`strides ${formatNumber(layer.strides)}`];
      const pad = layer.padding === 'valid' ? [] : [layer.padding];
      return [windowWords(layer.poolSize), ...strides, ...pad].join(' · ');
    },
    infer(layer, input: Shape): Inferred | Refusal {
      const window = { title, field: 'poolSize', size: layer.poolSize, strides: poolStrides(layer), padding: layer.padding };
      const slide = slideWindow(window, input);
      if ('problem' in slide) return slide;
      return { outputShape: [slide.height, slide.width, slide.channels], weights: [], multiplyAdds: 0 };
    },
  }) satisfies Partial<Kind<Pooling>>;

/** A new pooling layer's options. */
export const POOLING_DEFAULTS = { poolSize: 2, strides: null, padding: 'valid' } as const;
