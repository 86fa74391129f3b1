/**
 * A helper of the CPU engine: a worker that runs every program which the leading thread runs, on the same memory, and takes its own share of
 * each instruction. It lives in WebAssembly, asleep or at work, until it is released; then it waits for another network.
 */

/** What a helper is hired for. */
export interface Hire {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Arguments of the kernels' `join`. */
  join: [control: number, count: number, scratch: number, longestRun: number];
}

/** What a helper says: that it stands ready, that it is free again, or why it cannot serve. */
export type HelperSays = 'ready' | 'free' | { failed: string };

interface Scope {
  onmessage: ((event: MessageEvent<Hire>) => void) | null;
  postMessage(message: HelperSays): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { module, memory, join } }) => {
  try {
    const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
      'join' | 'follow',
      (...values: number[]) => void
    >;
    kernels.join(...join);
    scope.postMessage('ready');
    kernels.follow();
    scope.postMessage('free');
  } catch (error) {
    scope.postMessage({ failed: String(error) });
  }
};
