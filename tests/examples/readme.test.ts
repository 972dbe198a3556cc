import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';
import { Run } from '../../packages/protocol/src/index.ts';
import { readText, root } from '../architecture/source-file.ts';

const README = readText('README.md');
const LONGEST_EXAMPLE = 15;

/** What stands between two texts of the README. */
function between(begin: string, end: string): string {
  const from = README.indexOf(begin);
  const to = README.indexOf(end, from + begin.length);
  assert.ok(from !== -1 && to !== -1, `the README has nothing between ${begin} and ${end}`);
  return README.slice(from + begin.length, to);
}

test('the example of the README is short', () => {
  assert.ok(between('```ts\n', '```').trimEnd().split('\n').length <= LONGEST_EXAMPLE);
});

test('the example of the README runs as it stands there, started by the request that stands there', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-readme-'));
  mkdirSync(join(folder, 'workflows'));
  writeFileSync(join(folder, 'workflows', 'hello.ts'), between('```ts\n', '```'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const flags = { data: join(folder, 'data'), workflows: join(folder, 'workflows'), port: '0', logLevel: 'silent' };
  const millrace = await startMillrace(readConfig(flags, {}));
  context.after(async () => {
    await millrace.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const response = await fetch(`${millrace.url}/v1/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${millrace.apiKey}`, 'content-type': 'application/json', prefer: 'wait=20' },
    body: between("-d '", "'\n"),
  });
  const run = Run.parse(await response.json());
  assert.deepEqual([run.status, run.output], ['completed', { greeting: 'Hello, world!' }]);
});
