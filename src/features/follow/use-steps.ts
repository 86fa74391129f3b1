import { useMemo, useState } from 'react';
import { type AlgorithmLine, algorithmOf } from '@/metrics/walkthrough/algorithm';
import { neuronsOf } from '@/metrics/walkthrough/line-numbers';
import type { FollowedStep } from '@/metrics/walkthrough/step';

/** The line and the neuron that are looked at, and the ways to the next ones. */
export function useSteps({ network }: Pick<FollowedStep, 'network'>) {
  const parts = useMemo(() => algorithmOf(network), [network]);
  const lines = useMemo(() => parts.flatMap((part) => part.lines), [parts]);
  const [place, setPlace] = useState(0);
  const [chosen, setChosen] = useState(0);
  const line = lines[Math.min(place, lines.length - 1)] as AlgorithmLine;
  const neurons = neuronsOf({ network }, line);
  const neuron = Math.min(chosen, Math.max(0, neurons - 1));
  const go = (next: AlgorithmLine) => {
    setPlace(lines.indexOf(next));
    // A neuron of another layer is another one; along a layer's lines it stays the same.
    if (next.layer !== line.layer) setChosen(0);
  };
  const by = (count: number) => () => go(lines[(place + count + lines.length) % lines.length] as AlgorithmLine);
  const sameInNextLayer = lines.find(({ kind }, at) => at > place && kind === line.kind);
  return {
    parts,
    line,
    neuron,
    neurons,
    go,
    goToNeuron: setChosen,
    restart: () => go(lines[0] as AlgorithmLine),
    previousLine: by(-1),
    nextLine: by(1),
    nextNeuron: neurons > 1 ? () => setChosen((neuron + 1) % neurons) : null,
    nextLayer: sameInNextLayer ? () => go(sameInNextLayer) : null,
  };
}
