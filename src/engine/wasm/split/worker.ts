/**
 * A helper of a split network: a worker that trains on its share of every batch, until it is released; then it waits for another network.
 */
import type { HelperSays } from '@/engine/wasm/crew';
import { isOwn, noteEntry } from '@/experiment/data/own';
import { Member } from './member';
import type { Order } from './orders';

interface Scope {
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  postMessage(message: HelperSays): void;
}

const scope = globalThis as unknown as Scope;

/** Steps after which what they left is thrown away. */
const FORGET_EVERY = 256;

let member: Member | null = null;

const fail = (error: unknown) => scope.postMessage({ failed: error instanceof Error ? error.message : String(error) });

/** Results are the leader's to report. */
function forgetResults(of: Member): void {
  of.afterSteps(() => void of.network.readSteps());
}

function noteOwn({ experiment: { data }, entry }: Extract<Order, { kind: 'hire' }>): void {
  if (entry && isOwn(data.dataset)) noteEntry(data.dataset, entry);
}

function follow(order: Order): void {
  switch (order.kind) {
    case 'hire':
      noteOwn(order);
      member = new Member(order, { waits: () => {}, failed: fail });
      scope.postMessage('ready');
      break;
    case 'step':
      member?.step(order.batch, order.of);
      if (member && order.of.step % FORGET_EVERY === 0) forgetResults(member);
      break;
    case 'state': {
      const own = member;
      own?.afterSteps(() => own.network.setState(order.state));
      break;
    }
    case 'release':
      member?.network.dispose();
      member = null;
      scope.postMessage('free');
      break;
  }
}

scope.onmessage = ({ data }) => {
  try {
    follow(data);
  } catch (error) {
    fail(error);
  }
};
