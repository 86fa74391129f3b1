/** The entry of the worker that makes maps: it lives for one map, and is ended where that is canceled. */
import { type ProjectionTask, projectSlowly } from '@/metrics/projection/project';
import type { ProjectionNews } from '@/worker/client/projection';

const NEWS_MS = 200;

const send = (news: ProjectionNews) => self.postMessage(news);

self.addEventListener('message', ({ data }: MessageEvent<ProjectionTask>) => {
  try {
    work(data);
  } catch (error) {
    send({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
});

function work(task: ProjectionTask): void {
  const steps = projectSlowly(task);
  let told = Number.NEGATIVE_INFINITY;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      send({ type: 'done', projection: step.value });
      return;
    }
    if (performance.now() - told < NEWS_MS) continue;
    told = performance.now();
    send({ type: 'progress', ...step.value });
  }
}
