import { CHECKS, type CheckName } from './checks';

self.onmessage = async ({ data }: MessageEvent<CheckName>) => {
  try {
    self.postMessage({ result: await CHECKS[data]() });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) });
  }
};
