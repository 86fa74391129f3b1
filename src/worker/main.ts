/** The worker's entry: the only place in it that knows how messages travel. */
import { createBreath } from './breathe';
import { openEngines } from './engine-factories';
import { webLocks } from './locks';
import type { Voice } from './post';
import { buffersOf } from './predicting';
import type { Command, Message, Phase } from './protocol';
import { Session } from './session';
import { loadManifest, openAppStorage } from './world';

const HEARTBEAT_MS = 500;

/** Long lists are handed over, not copied. */
const post = (message: Message) => self.postMessage(message, { transfer: message.type === 'answer' ? buffersOf(message.answer) : [] });

const heart = { phase: 'opening' as Phase, pulse: 0, msPerStep: 0 };

const beat = () => post({ type: 'heartbeat', ...heart });

const voice: Voice = {
  post,
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
  post({ type: 'problem', problem: { code: 'context-lost', title: 'Graphics reset', message: 'The graphics card let go of the page.' } });

const session = new Session({
  voice,
  openStorage: openAppStorage,
  loadManifest,
  engines: openEngines(contextLost),
  locks: webLocks,
  now: () => performance.now(),
  breathe: createBreath(),
});

setInterval(beat, HEARTBEAT_MS);
self.addEventListener('message', (event: MessageEvent<Command>) => session.handle(event.data));
