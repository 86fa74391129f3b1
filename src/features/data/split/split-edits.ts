import { SPLITS } from '@/experiment/data/splits';
import type { Split } from '@/experiment/data/types';

type Pooled = Extract<Split, { kind: 'pooled' }>;

/** The split as another kind, keeping the switches, which mean the same wherever there are any. */
export function asKind(split: Split, kind: Split['kind']): Split {
  if (split.kind === kind) return split;
  if (kind === 'endOfList' || split.kind === 'endOfList') return SPLITS[kind].defaults;
  const { stratified, validationIsTest } = split;
  return { ...SPLITS[kind].defaults, stratified, validationIsTest };
}

/** A pooled split with its sizes as shares or counts of `total` images, the same images in each part as nearly as can be. */
export function asSizes(split: Pooled, sizes: Pooled['sizes'], total: number): Pooled {
  if (split.sizes === sizes) return split;
  const change = sizes === 'counts' ? (share: number) => Math.round(share * total) : (count: number) => shareOf(count, total);
  return { ...split, sizes, train: change(split.train), validation: change(split.validation), test: change(split.test) };
}

/** Rounded down to a ten-thousandth: rounded up, three shares could come to more than the whole. */
const shareOf = (count: number, total: number) => (total > 0 ? Math.floor((10_000 * count) / total) / 10_000 : 0);
