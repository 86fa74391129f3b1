import * as v from 'valibot';
import { KINDS, type Layer, type LayerKind } from './kinds';
import { MAX_READ } from './limits';

const isKind = (input: unknown): input is { kind: LayerKind } =>
  typeof input === 'object' && input !== null && 'kind' in input && typeof input.kind === 'string' && Object.hasOwn(KINDS, input.kind);

/** A layer as its own kind describes it. */
const layer: v.GenericSchema<unknown, Layer> = v.lazy((input) => (isKind(input) ? KINDS[input.kind].schema : v.never()));

const uniqueIds = (layers: { id: string }[]) => new Set(layers.map((entry) => entry.id)).size === layers.length;

/** A network as the model of an Experiment from outside. */
export const networkSchema = v.object({
  kind: v.literal('network'),
  layers: v.pipe(
    v.array(layer),
    v.maxLength(MAX_READ),
    v.check((layers) => uniqueIds(layers), 'Two layers have the same id.'),
  ),
});
