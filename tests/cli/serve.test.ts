import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, openCliWorld, ReadyFacts } from './command.ts';

function hello(greeting: string): string {
  return `import { defineWorkflow } from 'millrace';\nexport default defineWorkflow({ name: 'hello' }, async () => '${greeting}');\n`;
}

test('a server that is asked to stop takes its ready file with it and ends well', async (t) => {
  const world = await openCliWorld(t);
  world.server.child.kill('SIGTERM');
  const { code, err } = await world.server.outcome;
  assert.equal(code, 0, err);
  assert.equal(existsSync(join(world.folder, 'ready.json')), false);
});

test('a server that is stopped by hand says so by its exit code', async (t) => {
  const world = await openCliWorld(t);
  world.server.child.kill('SIGINT');
  assert.equal((await world.server.outcome).code, 130);
});

test('serve --json prints on stdout what the ready file says', async (t) => {
  const world = await openCliWorld(t, '--json');
  world.server.child.kill('SIGTERM');
  assert.deepEqual(JSON.parse((await world.server.outcome).out), world.facts);
});

test('two servers cannot work on one data folder, and the second one says why', async (t) => {
  const world = await openCliWorld(t);
  const { code, err } = await command(['serve', '--port', '0', '--data', world.data, '--workflows', join(import.meta.dirname, 'workflows')])
    .outcome;
  assert.equal(code, 1);
  assert.match(err, /Another Millrace process works in/);
});

test('a server that is started again on its folder has the same key and the old runs', async (t) => {
  const first = await openCliWorld(t);
  const { out } = await first.run('start', 'cli-job', '--delay', '1h');
  first.server.child.kill('SIGTERM');
  await first.server.outcome;
  const ready = join(first.folder, 'again.json');
  const second = command([
    'serve',
    '--port',
    '0',
    '--data',
    first.data,
    '--workflows',
    join(import.meta.dirname, 'workflows'),
    '--ready-file',
    ready,
  ]);
  t.after(() => second.child.kill('SIGKILL'));
  await second.saying(/listens on/);
  const facts = ReadyFacts.parse(JSON.parse(readFileSync(ready, 'utf8')));
  assert.deepEqual(facts, { ...first.facts, url: facts.url });
  const kept = await first.run('runs', 'get', out.trim());
  assert.equal(kept.code, 0, kept.err);
  second.child.kill('SIGTERM');
  await second.outcome;
  const offline = await first.run('doctor', out.trim());
  assert.match(offline.out, /The run is queued \(delayed\)/, offline.err);
  assert.match((await first.run('doctor')).out, /No server works in this folder/);
});

test('dev loads a workflow again when its file has changed', async (t) => {
  const folder = mkdtempSync(join(import.meta.dirname, '.dev-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'hello.ts'), hello('one'));
  const world = await openCliWorld(t, 'dev', folder);
  const before = await world.run('start', 'hello', '--wait');
  assert.equal(before.out, '"one"\n', before.err);
  writeFileSync(join(folder, 'hello.ts'), hello('two'));
  await world.server.saying(/were loaded again/);
  assert.equal((await world.run('start', 'hello', '--wait')).out, '"two"\n');
});
