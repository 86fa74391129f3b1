import type { Projection, ProjectionProgress, ProjectionTask } from '@/metrics/projection/project';

/** What the worker that makes a map tells. */
export type ProjectionNews =
  | ({ type: 'progress' } & ProjectionProgress)
  | { type: 'done'; projection: Projection }
  | { type: 'failed'; reason: string };

/**
 * Makes a map in a worker of its own, so that neither the page nor training waits for it. Resolves with the map; rejects with an Error in words for people, or with
 * the signal's reason once that is aborted, which ends the worker at once.
 */
export function project(
  createWorker: () => Worker,
  task: ProjectionTask,
  signal: AbortSignal,
  onProgress: (progress: ProjectionProgress) => void,
): Promise<Projection> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const worker = createWorker();
    const end = (settle: () => void) => {
      worker.terminate();
      signal.removeEventListener('abort', cancel);
      settle();
    };
    const cancel = () => end(() => reject(signal.reason));
    signal.addEventListener('abort', cancel);
    worker.addEventListener('message', ({ data }: MessageEvent<ProjectionNews>) => {
      if (data.type === 'progress') onProgress(data);
      else if (data.type === 'done') end(() => resolve(data.projection));
      else end(() => reject(new Error(data.reason)));
    });
    worker.addEventListener('error', ({ message }) => end(() => reject(new Error(message || 'The map could not be loaded.'))));
    worker.postMessage(task);
  });
}
