import { once } from 'node:events';
import { globSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/set-up.mjs';

/*
 * `npm run faults -- [--json FILE]`: the tests of faults and fsyncs, with what each of them measured. They are part of
 * `npm test` too; this is for the documentation.
 */
const { values } = parseArgs({ options: { json: { type: 'string' } } });
const FILES = ['tests/fsync/fsync.test.ts', 'tests/faults/*.test.ts', 'tests/engine/disk-full.test.ts'];

/** What node:test says about each file. */
const TALLY = /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /u;

interface Recorded {
  readonly file: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
}

const files = globSync(FILES, { cwd: root }).map((file) => `${root}/${file}`);
const recorded: Recorded[] = [];
const measured: string[] = [];

const tests = run({ files: files.toSorted(), cwd: root, concurrency: 1, execArgv: ['--conditions=millrace-source'] });
tests.on('test:diagnostic', ({ file, message, nesting }) => {
  if (file !== undefined && nesting === 0 && !TALLY.test(message)) measured.push(message);
});
tests.on('test:pass', ({ name, file, skip }) => keep(name, file, skip === undefined ? 'passed' : 'skipped'));
tests.on('test:fail', ({ name, file }) => keep(name, file, 'failed'));
tests.resume();
await once(tests, 'end');

function keep(name: string, file: string | undefined, outcome: Recorded['outcome']): void {
  const path = relative(root, file ?? '');
  if (path === '' || recorded.some((known) => known.name === name)) return;
  recorded.push({ file: path, name, outcome });
  process.stdout.write(`${outcome.padEnd(8)} ${name}\n`);
}

for (const note of measured) process.stdout.write(`         ${note}\n`);
if (values.json !== undefined) {
  const command = 'npm run faults';
  const result = { date: new Date().toISOString().slice(0, 10), command, tests: recorded, measured };
  writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
}
process.exitCode = recorded.every(({ outcome }) => outcome !== 'failed') && recorded.length > 0 ? 0 : 1;
