import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import type { RunRecord } from './record';

/** What the built app is made of. */
const APP = ['src', 'public', 'index.html', 'security.ts', 'vite.config.ts', 'package-lock.json', 'scripts/build-kernels.mjs'];

/** The computer at this moment; `browser` is the browser's name and version. */
export function machineNow(browser: string): RunRecord['machine'] {
  const cores = cpus();
  return { cpu: cores[0]?.model.trim() ?? 'unknown', cores: cores.length, load: Number((loadavg()[0] ?? 0).toFixed(1)), browser };
}

/** The commit of the app in `root`, with "+changes" where its files differ from it; "unknown" without git. */
export function commitOf(root: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short=10', 'HEAD') + (git('status', '--porcelain', '--', ...APP) ? '+changes' : '');
  } catch {
    // A copy without its history, or a computer without git.
    return 'unknown';
  }
}
