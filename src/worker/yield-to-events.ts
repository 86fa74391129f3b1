/**
 * Lets messages in between two pieces of work: a message to oneself, since timers are slowed down in a hidden tab and animation frames
 * stop there. One of the two named exceptions to "messages only in main and client".
 */
export function createYieldToEvents(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
