import { measurePeer } from './peer';
import type { Answer, Task } from './protocol';

declare global {
  interface Window {
    measure(task: Task): Promise<Answer>;
  }
}

/** Our engine runs in a worker of its own for each measurement, as in the app; model.fit runs on the page, as in its examples. */
function measureInWorker(task: Task): Promise<Answer> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<Answer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = (event) => resolve({ error: event.message });
  });
  worker.postMessage(task);
  return answer.finally(() => worker.terminate());
}

window.measure = (task) =>
  !task.engine.startsWith('model.fit')
    ? measureInWorker(task)
    : measurePeer(task).catch((error: unknown): Answer => ({ error: error instanceof Error ? error.message : String(error) }));
