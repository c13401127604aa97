// How many tests each runner says it ran. Only built-in modules.
import { readFileSync } from 'node:fs';

export const nothing = { passed: 0, failed: 0, skipped: 0 };

export function plus(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function sentenceOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

const readers = {
  vitest: ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests = 0 }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }),
  playwright: ({ stats: { expected, unexpected, flaky, skipped } }) => ({
    passed: expected,
    failed: unexpected + flaky,
    skipped,
  }),
};

/** The counts of one step. A runner that ends badly has failed at least once, whatever its report says, or with none. */
export function countsOf(kind, report, code) {
  if (kind === undefined) return code === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
  const counts = read(kind, report);
  if (counts === null) return { ...nothing, failed: 1 };
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function read(kind, report) {
  try {
    return readers[kind](JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return null;
  }
}
