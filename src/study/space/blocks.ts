import { type Experiment, layersOf } from '@/experiment/experiment';
import { kindOf, type Layer } from '@/experiment/network/kinds';
import type { Parameter } from './search-space';

/** Layers that learn, each with those that follow until the next one that learns. What comes before the first is in no block. */
function blocksOf(layers: readonly Layer[]): Layer[][] {
  const blocks: Layer[][] = [];
  for (const layer of layers) {
    if (kindOf(layer).role === 'learns') blocks.push([layer]);
    else blocks.at(-1)?.push(layer);
  }
  return blocks;
}

/**
 * The numbers of layers that a study can change: several blocks in a row that begin with the same kind of layer. A value of n keeps the first n blocks. A
 * block that changes the form of what it passes on (by a Flatten) is the last one that is always there.
 */
export function blockParameters(experiment: Experiment): Parameter[] {
  const chains: Layer[][][] = [];
  for (const block of blocksOf(layersOf(experiment))) {
    const before = chains.at(-1);
    const joins = before?.at(-1)?.[0]?.kind === block[0]?.kind && !before?.at(-1)?.some(({ kind }) => kind === 'flatten');
    if (joins) before?.push(block);
    else chains.push([block]);
  }
  return chains
    .filter((chain) => chain.length > 1)
    .map((chain) => ({
      address: `blocks.${chain[0]?.[0]?.id}`,
      domain: { kind: 'range', min: 1, max: chain.length, step: 1, log: false },
      blocks: chain.map((block) => block.map(({ id }) => id)),
    }));
}
