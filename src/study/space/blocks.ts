import { type Experiment, layersOf } from '@/experiment/experiment';
import { kindOf, type Layer, type LayerKind } from '@/experiment/network/kinds';
import type { Parameter } from './search-space';

/** What follows these expects another form than what comes before them has: they are always there. */
const FORMING: ReadonlySet<LayerKind> = new Set(['flatten', 'globalAveragePooling2d', 'reshape']);

/**
 * Layers that learn, each with those that follow until the next one that learns or that changes the form; blocks in a row that begin with the same kind
 * of layer are a chain. What comes before the first, or after a change of form, is in no block.
 */
function chainsOf(layers: readonly Layer[]): Layer[][][] {
  const chains: Layer[][][] = [];
  let open = false;
  for (const layer of layers) {
    const chain = open ? chains.at(-1) : undefined;
    if (FORMING.has(layer.kind)) open = false;
    else if (kindOf(layer).role !== 'learns') chain?.at(-1)?.push(layer);
    else {
      if (chain?.at(-1)?.[0]?.kind === layer.kind) chain.push([layer]);
      else chains.push([[layer]]);
      open = true;
    }
  }
  return chains;
}

/** The numbers of layers that a study can change: those of chains of several blocks. A value of n keeps the first n blocks. */
export function blockParameters(experiment: Experiment): Parameter[] {
  return chainsOf(layersOf(experiment))
    .filter((chain) => chain.length > 1)
    .map((chain) => ({
      address: `blocks.${chain[0]?.[0]?.id}`,
      domain: { kind: 'range', min: 1, max: chain.length, step: 1, log: false },
      blocks: chain.map((block) => block.map(({ id }) => id)),
    }));
}
