import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Processor time of a finished task, in microseconds: what other programs take from the machine meanwhile is not in it. */
  tdur?: number;
  args: { name?: string };
}

/** The page's tasks during `seconds`, each as the milliseconds of processor time it took, the longest first. */
export async function pageTasks(browser: Browser, page: Page, seconds: number): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await page.waitForTimeout(seconds * 1000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isPage = ({ pid, tid }: TraceEvent) => mains.some((main) => main.pid === pid && main.tid === tid);
  const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && isPage(event)).map(({ tdur = 0 }) => tdur / 1000);
  return tasks.sort((a, b) => b - a);
}
