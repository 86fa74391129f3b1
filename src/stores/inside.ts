import { createStore } from 'zustand/vanilla';

/** An image of a set that a person wants to see pass through the network. */
export interface PickedImage {
  pixels: Uint8Array;
  /** Its right class. */
  target: number;
}

/** Images, beside the samples, that the view "Network" can send through the network. */
export const insideStore = createStore<{ picked: PickedImage | null; drawing: Uint8Array | null }>(() => ({ picked: null, drawing: null }));

/** Shows in the view "Network" what the network makes of an image; the page goes there. */
export const showInNetwork = (picked: PickedImage): void => insideStore.setState({ picked });

/** The drawing as the network is given it; `null` while the pad is empty. */
export const shareDrawing = (drawing: Uint8Array | null): void => insideStore.setState({ drawing });
