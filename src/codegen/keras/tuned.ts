import type { LayerKind } from '@/experiment/network/kinds';
import type { KerasCall } from './layers/layer';

/** Where an option stands in its layer's call: a place among the arguments, or a name. */
const PLACES: Partial<Record<LayerKind, Readonly<Record<string, number | string>>>> = {
  dense: { units: 0, activation: 'activation' },
  conv2d: { filters: 0, kernelSize: 1, activation: 'activation' },
  separableConv2d: { filters: 0, kernelSize: 1, activation: 'activation' },
  depthwiseConv2d: { kernelSize: 0, activation: 'activation' },
  activation: { activation: 0 },
  dropout: { rate: 0 },
  simpleRnn: { units: 0 },
  lstm: { units: 0 },
  gru: { units: 0 },
};

/** Whether a search can decide an option of a kind of layer. */
export const canTune = (kind: LayerKind, option: string): boolean => PLACES[kind]?.[option] !== undefined;

/** A layer's call with the arguments that a search decides. */
export function tunedCall(call: KerasCall, kind: LayerKind, options: ReadonlyMap<string, string> | undefined): KerasCall {
  let [positional, named] = [call.positional, call.named];
  for (const [option, python] of options ?? []) {
    const place = PLACES[kind]?.[option];
    if (typeof place === 'number') positional = positional.with(place, python);
    else if (place !== undefined) named = { ...named, [place]: python };
  }
  return { ...call, positional, named };
}
