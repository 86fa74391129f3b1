/** Prints "passed failed": the tests in the reports that `npm test` leaves in test-results/. A report that is missing counts as a failure. */
import { readFileSync } from 'node:fs';

const read = (name) => {
  try {
    return JSON.parse(readFileSync(new URL(`../test-results/${name}`, import.meta.url), 'utf8'));
  } catch {
    return null;
  }
};

const unit = read('unit.json');
const e2e = read('e2e.json');
const passed = (unit?.numPassedTests ?? 0) + (e2e ? e2e.stats.expected + e2e.stats.flaky : 0);
const failed = (unit ? unit.numFailedTests : 1) + (e2e ? e2e.stats.unexpected : 1);
process.stdout.write(`${passed} ${failed}\n`);
