import { createStore } from 'zustand/vanilla';
import { type KeptDrawing, readDrawingsFile } from '@/dataset/drawing/kept';
import { storeDrawing } from '@/dataset/drawing/stored';
import type { Drawing } from '@/dataset/drawing/types';
import type { AddedDrawing } from '@/experiment/data/added-drawings';
import type { DatasetId } from '@/experiment/data/datasets';
import { labelName } from '@/experiment/data/labels';
import { lab } from './lab/lab';
import { newRunId } from './lab/run-id';

interface Drawings {
  /** Oldest first; `null` until they have been asked for. */
  list: readonly KeptDrawing[] | null;
  /** The last ones deleted, to be put back. */
  removed: readonly KeptDrawing[];
  /** What went wrong last, in words for people; empty for nothing. */
  problem: string;
}

/** The drawings that a person keeps. */
export const drawingsStore = createStore<Drawings>(() => ({ list: null, removed: [], problem: '' }));

/** Changes the stored list, and shows what came of it; rejects never. */
async function change(put: readonly KeptDrawing[], remove: readonly string[]): Promise<boolean> {
  // What went wrong before is forgotten when something new is begun, not when it ends: what is begun later may have gone wrong by then.
  drawingsStore.setState({ problem: '' });
  try {
    drawingsStore.setState({ list: await lab.questions.drawings(put, remove) });
    return true;
  } catch (error) {
    drawingsStore.setState({ problem: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

/** Reads the stored drawings, where that has not been done. */
export async function loadDrawings(): Promise<void> {
  if (drawingsStore.getState().list === null) await change([], []);
}

/** Keeps a drawing, without a label; false where it could not be stored. `pixels` is what the network sees of it. */
export function keepDrawing(drawing: Drawing, pixels: Uint8Array, dataset: DatasetId): Promise<boolean> {
  const base64 = btoa(String.fromCharCode(...pixels));
  return change([{ id: newRunId(), dataset, label: null, keptAt: Date.now(), pixels: base64, drawing: storeDrawing(drawing) }], []);
}

/**
 * Kept drawings as what a network on a data set can learn from: those that say what they are, by labels that mean the same there. Of equal pictures
 * the last one counts.
 */
export function labelledOf(drawings: readonly KeptDrawing[], dataset: DatasetId): AddedDrawing[] {
  const byPicture = new Map<string, AddedDrawing>();
  for (const { label, pixels, dataset: own } of drawings) {
    if (label !== null && labelName({ dataset: own }, label) === labelName({ dataset }, label)) byPicture.set(pixels, { label, pixels });
  }
  return [...byPicture.values()];
}

export const labelDrawing = (drawing: KeptDrawing, label: number | null): Promise<boolean> => change([{ ...drawing, label }], []);

/** Deletes drawings; `undoDelete` puts the last ones back. */
export async function deleteDrawings(drawings: readonly KeptDrawing[]): Promise<void> {
  const done = await change(
    [],
    drawings.map(({ id }) => id),
  );
  if (done) drawingsStore.setState({ removed: drawings });
}

export async function undoDelete(): Promise<void> {
  if (await change(drawingsStore.getState().removed, [])) drawingsStore.setState({ removed: [] });
}

/** Adds the drawings of a file; `problem` says why there are none. */
export async function importDrawings(file: Blob): Promise<void> {
  try {
    await change(readDrawingsFile(await file.text()), []);
  } catch (error) {
    drawingsStore.setState({ problem: error instanceof Error ? error.message : String(error) });
  }
}
