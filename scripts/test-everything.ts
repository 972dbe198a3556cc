import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { sep } from 'node:path';
import { root } from './set-up.mjs';
import { runStaticChecks } from './static-checks.ts';
import { addTallies, closingLine } from './tally.ts';
import type { Tally } from './tally.ts';
import { runDomainTests, runTests } from './test-run.ts';

/*
 * `npm test`: everything a maintainer wants green. `npm run check` (--quick) is the part that needs no running server.
 * `npm test -- store` runs only the test files with `store` in their path, and no other check.
 */

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const isQuick = args.includes('--quick');

const files = globSync(['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'examples/**/*.test.ts'], {
  cwd: root,
  exclude: ['**/node_modules'],
})
  .map((file) => file.split(sep).join('/'))
  .toSorted();

/** Tests that start servers, or use every core, share the machine badly with others: one after the other. */
const SERVER_TESTS = [
  'tests/e2e/',
  'tests/crash/',
  'tests/fsync/',
  'tests/power-loss/',
  'tests/faults/',
  'tests/examples/',
  'tests/simulation/',
];
const STATIC_TESTS = ['tests/architecture/', 'tests/docs/'];
const DOMAIN_TESTS = ['packages/millrace/src/domain/', 'tests/architecture/'];

const startsWithOneOf = (places: readonly string[]) => (file: string) => places.some((place) => file.startsWith(place));

async function runAll(): Promise<Tally> {
  const sideBySide = Math.max(2, availableParallelism());
  const domain = files.filter(startsWithOneOf(DOMAIN_TESTS));
  const servers = files.filter(startsWithOneOf(SERVER_TESTS));
  const others = files.filter((file) => !domain.includes(file) && !servers.includes(file));
  return addTallies([
    await runStaticChecks(),
    await runDomainTests(domain, sideBySide),
    await runTests(others, sideBySide),
    await runTests(servers, 1),
  ]);
}

async function runQuick(): Promise<Tally> {
  return addTallies([await runStaticChecks(), await runTests(files.filter(startsWithOneOf(STATIC_TESTS)), 2)]);
}

async function runAsked(): Promise<Tally> {
  if (isQuick) return runQuick();
  if (wanted.length === 0) return runAll();
  return runTests(
    files.filter((file) => wanted.some((part) => file.includes(part))),
    2,
  );
}

const tally = await runAsked();
if (tally.skipped > 0) process.stdout.write(`${tally.skipped} skipped\n`);
process.stdout.write(`${closingLine(tally)}\n`);
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
