/**
 * `npm run bench`: steps of the models M1, M2, M2x and M3 to M6 on our CPU engine and in plain TensorFlow.js `model.fit`, in one headless Chromium
 * with cross-origin isolation, interleaved round by round; prints medians and writes bench/results.json.
 *
 * Options: --models=M1,M2 --batches=32,128 --engines=wasm (part of the name) --rounds=3 --limit=20 (seconds that a peer's step may take).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, runnerImport } from 'vite';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const { values: options } = parseArgs({
  options: {
    models: { type: 'string', default: 'M1,M2,M2x,M3,M4,M5,M6' },
    batches: { type: 'string', default: '32,128,512' },
    engines: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    limit: { type: 'string', default: '20' },
    milliseconds: { type: 'string', default: '1500' },
    out: { type: 'string', default: path('results.json') },
  },
});
const ENGINES = [
  'wasm, all threads',
  'wasm, 1 thread',
  'wasm, not isolated',
  'webgl',
  'model.fit, webgl',
  'model.fit, wasm',
  'model.fit, cpu',
].filter((name) => name.includes(options.engines));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

// The app's own policy and isolation, so that what is measured is allowed in the app; only the peer's threads come from blobs.
const { module: security } = await runnerImport(path('../security.ts'));
const policy = security.SECURITY_HEADERS['Content-Security-Policy'].replace(/(worker-src|script-src) 'self'/g, "$1 'self' blob:");
const headers = { ...security.SECURITY_HEADERS, 'Content-Security-Policy': policy };

const isPeer = (engine) => engine.startsWith('model.fit');
/** Whatever may take seconds a step on a software rasteriser. */
const maySlow = (engine) => isPeer(engine) || engine === 'webgl';
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Serves the built bench under these headers. */
async function serve(headers) {
  const folder = path('../node_modules/.cache/bench');
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://bench').pathname;
    try {
      const body = readFileSync(join(folder, name === '/' ? 'index.html' : name));
      response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(name)] ?? TYPES['.html'] }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** M3 is what a person trains image by image; M4 and M5, whose peers take a second a step, are measured as they are trained. */
const batchesOf = (model) =>
  model === 'M4' || model === 'M5' ? [32] : [...(model === 'M3' ? [1] : []), ...options.batches.split(',').map(Number)];

/** Everything to measure, smallest batch first, so that a peer's slow steps are known before larger ones are tried. */
function combinations() {
  const all = options.models.split(',').flatMap((model) => batchesOf(model).map((batch) => ({ model, batch })));
  return all.sort((a, b) => a.batch - b.batch).flatMap((combination) => ENGINES.map((engine) => ({ ...combination, engine, times: [] })));
}

/** What a step should take, from the same engine's and model's smaller batch. */
function expected(row, rows) {
  const smaller = rows
    .filter((other) => other.model === row.model && other.engine === row.engine && other.batch < row.batch && other.times.length > 0)
    .at(-1);
  return smaller ? (median(smaller.times) * row.batch) / smaller.batch : 0;
}

async function measureRow(page, row, rows, round) {
  if (row.skipped) return;
  const slow = Math.max(expected(row, rows), row.times.length ? median(row.times) : 0) / 1000;
  if (maySlow(row.engine) && slow > Number(options.limit)) {
    if (row.times.length === 0) row.skipped = `a step would take about ${slow.toFixed(0)} s`;
    return;
  }
  // Seconds a step: once is enough.
  if (round > 0 && slow > 1) return;
  const { model, batch, engine } = row;
  const task = { model, batch, engine, milliseconds: Number(options.milliseconds) };
  const answer = await page.evaluate((wanted) => window.measure(wanted), task);
  if (answer.error) row.skipped = answer.error.split('\n')[0].slice(0, 100);
  else row.times.push(median(answer.times));
  row.device = answer.device;
  if (answer.drawsPerStep) row.drawsPerStep = answer.drawsPerStep;
  process.stderr.write(`round ${round + 1}: ${model} batch ${batch}, ${engine}: ${row.skipped ?? `${row.times.at(-1).toFixed(4)} ms`}\n`);
}

/** Median step of each row, and how many times faster ours is than the best peer. */
function report(rows) {
  const lines = rows.map((row) => {
    const msPerStep = row.times.length ? median(row.times) : null;
    const peers = rows.filter(
      (other) => isPeer(other.engine) && other.model === row.model && other.batch === row.batch && other.times.length,
    );
    const best = Math.min(...peers.map((other) => median(other.times)));
    const ratio = !isPeer(row.engine) && msPerStep && Number.isFinite(best) ? best / msPerStep : null;
    const { model, batch, engine, device, skipped, drawsPerStep } = row;
    return {
      model,
      batch,
      engine,
      device,
      msPerStep,
      examplesPerSecond: msPerStep && (1000 * batch) / msPerStep,
      timesFasterThanBestPeer: ratio,
      drawsPerStep,
      skipped,
    };
  });
  return lines.sort((a, b) => a.model.localeCompare(b.model) || a.batch - b.batch);
}

function print(lines) {
  const number = (value, digits) => (value === null ? '' : value.toLocaleString('en', { maximumFractionDigits: digits }));
  const cells = lines.map((line) => [
    line.model,
    String(line.batch),
    line.engine,
    line.msPerStep === null ? (line.skipped ?? '') : number(line.msPerStep, line.msPerStep < 1 ? 4 : 2),
    number(line.examplesPerSecond, 0),
    line.timesFasterThanBestPeer === null ? '' : `${number(line.timesFasterThanBestPeer, 1)}x`,
    String(line.drawsPerStep ?? ''),
  ]);
  const table = [['model', 'batch', 'engine', 'ms per step', 'examples/s', 'against best model.fit', 'draws per step'], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}\n`);
}

/** What else ran: above the number of cores, absolute figures mean little. */
const load = loadavg().map((value) => Number(value.toFixed(1)));
await build({ configFile: path('vite.config.ts') });
const server = await serve(headers);
// Without shared memory, as on a host that sends no headers.
const { 'Cross-Origin-Opener-Policy': _opener, 'Cross-Origin-Embedder-Policy': _embedder, ...plain } = headers;
const plainServer = await serve(plain);
const { module: found } = await runnerImport(path('../tests/support/chromium.ts'));
const executablePath = found.findChromium();
if (!executablePath) throw new Error(found.CHROMIUM_HELP);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] });
async function open({ port }) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`http://localhost:${port}/`);
  await page.waitForLoadState('load');
  return page;
}
const page = await open(server.address());
const plainPage = await open(plainServer.address());
const pageOf = (row) => (row.engine === 'wasm, not isolated' ? plainPage : page);
const rows = combinations();
for (let round = 0; round < Number(options.rounds); round++) for (const row of rows) await measureRow(pageOf(row), row, rows, round);
const lines = report(rows);
print(lines);
const machine = { processor: cpus()[0].model, threads: cpus().length, load, browser: `Chromium ${browser.version()}` };
writeFileSync(options.out, `${JSON.stringify({ machine, date: new Date().toISOString(), results: lines }, null, 2)}\n`);
await browser.close();
server.close();
plainServer.close();
