import { kindOf, type Layer } from '@/experiment/network/kinds';

/** What each layer is called, by id: Keras's class name, numbered where several of a kind stand in the stack ("Conv2D 2"). */
export function layerNames(layers: readonly Layer[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const layer of layers) {
    const alike = layers.filter((other) => other.kind === layer.kind);
    const title = kindOf(layer).title;
    names.set(layer.id, alike.length > 1 ? `${title} ${alike.indexOf(layer) + 1}` : title);
  }
  return names;
}
