/** What the workers of several tabs tell each other. */
export type TabMessage =
  /** The tab that trains this run is to stop it: another one continues it. */
  | { type: 'release'; runId: string }
  /** Everything is about to be erased: whatever is under way ends, so that it is not saved again. */
  | { type: 'erasing' }
  | { type: 'erased' };

/** The other tabs of this site. */
export interface Tabs {
  send(message: TabMessage): void;
  listen(hear: (message: TabMessage) => void): void;
}

const ALONE: Tabs = { send: () => undefined, listen: () => undefined };

/** Over a BroadcastChannel. Not one of its own messages comes back to a tab. Where the browser has none, or denies it together with storage, each tab is alone. */
export function openTabs(): Tabs {
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel('atelier');
  } catch {
    return ALONE;
  }
  return {
    send: (message) => channel.postMessage(message),
    listen: (hear) => {
      channel.onmessage = (event: MessageEvent<TabMessage>) => hear(event.data);
    },
  };
}
