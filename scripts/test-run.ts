import { once } from 'node:events';
import { resolve } from 'node:path';
import { run } from 'node:test';
import type { TestsStream } from 'node:test';
import { gapsOf } from './coverage-gaps.ts';
import { root } from './set-up.mjs';
import { printCheck } from './static-checks.ts';
import { addTallies } from './tally.ts';
import type { Tally } from './tally.ts';
import { TestReport } from './test-report.ts';

/** A test file that takes longer than this hangs: its process is ended, and it counts as failed. */
const FILE_LIMIT_MS = 10 * 60 * 1000;
const SOURCE = ['--conditions=millrace-source', '--disable-warning=ExperimentalWarning'];
const DOMAIN = 'packages/millrace/src/domain';

/** Runs test files, each in a process of its own, `concurrency` at a time. */
export async function runTests(files: readonly string[], concurrency: number): Promise<Tally> {
  const report = new TestReport();
  const left = [...files];
  const runRest = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) await runFile(file, report);
  };
  await Promise.all(Array.from({ length: concurrency }, runRest));
  return report.tally;
}

/** One run for each file, because an abort ends all files of a run. */
async function runFile(file: string, report: TestReport): Promise<void> {
  const tests = run({ files: absolute([file]), cwd: root, execArgv: SOURCE, signal: AbortSignal.timeout(FILE_LIMIT_MS) });
  report.listenTo(tests);
  await finish(tests);
}

/** Runs the tests of the domain, and counts one more check: that they leave no line, branch or function of it out. */
export async function runDomainTests(files: readonly string[], concurrency: number): Promise<Tally> {
  const report = new TestReport();
  const startedAt = performance.now();
  const tests = run({
    files: absolute(files),
    concurrency,
    cwd: root,
    execArgv: SOURCE,
    signal: AbortSignal.timeout(FILE_LIMIT_MS),
    coverage: true,
    coverageIncludeGlobs: [`${DOMAIN}/**`],
    coverageExcludeGlobs: ['**/*.test.ts', '**/testing/**'],
  });
  report.listenTo(tests);
  const gaps = new Set(['The run gave no figures of coverage']);
  tests.on('test:coverage', ({ summary }) => {
    gaps.clear();
    for (const file of summary.files) for (const gap of gapsOf(file)) gaps.add(gap);
  });
  await finish(tests);
  const isCovered = gaps.size === 0;
  printCheck('coverage of the domain', isCovered, performance.now() - startedAt, [...gaps].join('\n'));
  return addTallies([report.tally, { passed: isCovered ? 1 : 0, failed: isCovered ? 0 : 1, skipped: 0 }]);
}

/** node:test names a file the way it was given; the report needs one name for it everywhere. */
function absolute(files: readonly string[]): readonly string[] {
  return files.map((file) => resolve(root, file));
}

async function finish(tests: TestsStream): Promise<void> {
  tests.resume();
  await once(tests, 'end');
}
