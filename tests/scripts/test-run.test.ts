import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/set-up.mjs';
import { addTallies, closingLine } from '../../scripts/tally.ts';

const TEST_RUN = pathToFileURL(join(root, 'scripts', 'test-run.ts')).href;

/** Runs test files of the given texts and answers with what was printed, the tally last. */
function runFiles(...texts: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-tests-'));
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.test.mjs`);
    writeFileSync(file, `import { describe, it, test, before } from 'node:test';\n${text}`);
    return file;
  });
  const script = join(folder, 'run.mjs');
  writeFileSync(
    script,
    `import { runTests } from ${JSON.stringify(TEST_RUN)};
    const { passed, failed, skipped } = await runTests(${JSON.stringify(files)}, 2);
    console.log([passed, failed, skipped].join(' '));`,
  );
  // Within the process of a test, node:test would take the new run for a part of this one.
  const { NODE_TEST_CONTEXT: _context, ...environment } = process.env;
  const { stdout } = spawnSync(process.execPath, [script], { encoding: 'utf8', env: environment });
  rmSync(folder, { recursive: true });
  return stdout.trimEnd().split('\n');
}

test('a test counts once, and a suite or a test with subtests not at all', () => {
  const printed = runFiles(`
    describe('suite', () => { it('a', () => {}); it('b', () => {}); });
    test('parent', async (t) => { await t.test('c', () => {}); });
    test.skip('left out', () => {});`);
  assert.equal(printed.at(-1), '3 0 1');
});

test('a failure deep in a suite counts once and is named with its suites', () => {
  const printed = runFiles(`describe('suite', () => { describe('inner', () => { it('breaks', () => { throw new Error('why'); }); }); });`);
  assert.equal(printed.at(-1), '0 1 0');
  assert.ok(printed.some((line) => line.includes('suite > inner > breaks')));
  assert.ok(printed.some((line) => line.includes('Error: why')));
});

test('a file that cannot be loaded and a hook that throws each count as a failure, whatever passes beside them', () => {
  const broken = `import 'a-package-that-is-not-there';`;
  const hook = `describe('suite', () => { before(() => { throw new Error('hook'); }); it('a', () => {}); });`;
  const [passed, failed] = (runFiles(broken, hook, `test('fine', () => {});`).at(-1) ?? '').split(' ').map(Number);
  assert.equal(passed, 1);
  assert.ok(failed !== undefined && failed >= 2);
});

test('the closing line is the sum of everything', () => {
  const sum = addTallies([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 3, failed: 2, skipped: 1 },
  ]);
  assert.equal(closingLine(sum), '4 passed, 2 failed');
});
