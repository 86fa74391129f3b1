import type { TabMessage } from './resources/tabs';
import type { Services } from './services';

/** Does what another tab asks of this one. */
export function hearTab(message: TabMessage, { context: { datasets, outbox }, runner, studies }: Services): void {
  switch (message.type) {
    case 'release':
      if (runner.active?.state.run.id !== message.runId) return;
      outbox.send({
        type: 'problem',
        problem: {
          code: 'storage',
          title: 'This run continues in another tab.',
          message: 'It was stopped here, after its last checkpoint was saved.',
        },
      });
      runner.stop();
      break;
    case 'erasing':
      datasets.cancel();
      studies.pause();
      runner.stop();
      break;
    case 'erased':
      outbox.send({ type: 'erased', elsewhere: true });
  }
}
