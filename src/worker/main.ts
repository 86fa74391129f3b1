/** The worker's entry: the only place in it that knows how messages travel. */

import { loadManifests, openAppStorage } from './environment';
import type { Outbox } from './outbox';
import type { Message, Phase, Request } from './protocol';
import { buffersOf } from './questions';
import { openEngines } from './resources/engine-factories';
import { createRunLocks } from './resources/run-locks';
import { openTabs } from './resources/tabs';
import { Session } from './session';
import { createYieldToEvents } from './yield-to-events';

const HEARTBEAT_MS = 500;

/** Long lists are handed over, not copied. */
const send = (message: Message) => self.postMessage(message, { transfer: message.type === 'answer' ? buffersOf(message.answer) : [] });

const heart = { phase: 'opening' as Phase, pulse: 0, msPerStep: 0 };

const beat = () => send({ type: 'heartbeat', ...heart });

const outbox: Outbox = {
  send,
  get phase() {
    return heart.phase;
  },
  enter(phase) {
    if (heart.phase === phase) return;
    heart.phase = phase;
    heart.pulse++;
    beat();
  },
  pulse() {
    heart.pulse++;
  },
  pace(msPerStep) {
    heart.msPerStep = msPerStep;
  },
};

const contextLost = () =>
  send({ type: 'problem', problem: { code: 'context-lost', title: 'Graphics reset', message: 'The graphics card was reset.' } });

const session = new Session({
  outbox,
  openStorage: openAppStorage,
  loadManifests,
  engines: openEngines(contextLost),
  locks: createRunLocks(navigator.locks),
  tabs: openTabs(),
  now: () => performance.now(),
  yieldToEvents: createYieldToEvents(),
});

setInterval(beat, HEARTBEAT_MS);
self.addEventListener('message', (event: MessageEvent<Request>) => session.handle(event.data));
