import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, test } from 'node:test';
import { MillraceUnderTest } from './millrace-under-test.ts';

/** A disk so small that it can be filled, or why there is none. */
function smallDisk(): { readonly path: string } | { readonly missing: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { missing: 'a full disk needs root on Linux, to mount a small one' };
  const path = mkdtempSync(join(tmpdir(), 'millrace-disk-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', path], { encoding: 'utf8' });
  return status === 0 ? { path } : { missing: `no small disk could be mounted: ${stderr}` };
}

/** Writes a file until there is no room left; gives back what frees it. */
function fill(folder: string): () => void {
  const path = join(folder, 'ballast');
  const file = openSync(path, 'w');
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch {
      // No room for so much; perhaps for less.
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

const disk = smallDisk();

test('a full disk refuses writes with 507 while reads and cancels go on, and everything goes on by itself when there is room', async (context) => {
  if ('missing' in disk) {
    context.diagnostic(disk.missing);
    return context.skip(disk.missing);
  }
  const logs = mkdtempSync(join(tmpdir(), 'millrace-effects-'));
  const under = await MillraceUnderTest.start({ folder: join(disk.path, 'data') });
  // After Millrace has been closed.
  after(() => {
    spawnSync('umount', [disk.path]);
    rmSync(disk.path, { recursive: true, force: true });
    rmSync(logs, { recursive: true, force: true });
  });
  const { url, apiKey } = under.millrace;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const log = (name: string): string => join(logs, name);
  const begin = (name: string, plan: readonly string[]): Promise<string> => under.begin('effects', { log: log(name), plan: [...plan] });

  const waits = await begin('waits', ['wait:go', 'step:after']);
  await under.status(waits, 'waiting');
  const sleeps = await begin('sleeps', ['step:a', 'sleep:400', 'step:b']);
  const works = await begin('works', [...Array.from({ length: 60 }, () => 'slow:20'), 'step:last']);
  const holds = await under.begin('one-at-a-time', { log: log('held'), holdMs: 3_000 });
  const [idle, busy] = [
    await begin('idle', ['wait:go']),
    await begin(
      'busy',
      Array.from({ length: 500 }, () => 'slow:20'),
    ),
  ];
  await under.status(idle, 'waiting');
  await under.status(sleeps, 'waiting');
  await under.status(works, 'running');
  await under.status(busy, 'running');
  const free = fill(disk.path);

  // The log of the database may have room inside for a while.
  const start = { workflow: 'effects', input: { log: log('refused'), plan: ['step:x'.padEnd(400_000, 'x')] } };
  let refused = await ask('POST', '/v1/runs', start);
  for (let tries = 0; refused.status === 202 && tries < 200; tries++) refused = await ask('POST', '/v1/runs', start);
  assert.equal(refused.status, 507);
  const problem: unknown = await refused.json();
  assert.ok(typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'storage_full');
  await delay(1_500);
  for (const path of [`/v1/runs/${works}`, `/v1/runs/${waits}/status`, '/v1/runs', `/v1/runs/${works}/events`, '/readyz']) {
    const answer = await ask('GET', path);
    assert.equal(answer.status, 200, path);
    await answer.arrayBuffer();
  }
  assert.equal((await ask('POST', `/v1/runs/${waits}/signals/go`, { payload: 'x'.repeat(100_000) })).status, 507);
  for (const id of [idle, busy]) {
    const cancelled = await ask('POST', `/v1/runs/${id}:cancel`);
    assert.ok(cancelled.ok, `a cancel was answered with ${cancelled.status}`);
  }
  await under.status(idle, 'cancelled');
  assert.equal((await ask('POST', '/v1/runs', start)).status, 507, 'the room for cancels is not for starts');
  const cpu = process.cpuUsage();
  await delay(1_000);
  const { user, system } = process.cpuUsage(cpu);
  assert.ok(user + system < 700_000, `nothing can be done, and ${(user + system) / 1000} ms of a second were spent on it`);

  free();
  for (const id of [sleeps, works, holds]) await under.output(id);
  await under.status(busy, 'cancelled');
  const accepted = await ask('POST', `/v1/runs/${waits}/signals/go`, { payload: null });
  assert.ok(accepted.ok, `${accepted.status}`);
  await under.output(waits);
  assert.equal((await ask('POST', '/v1/runs', { ...start, input: { log: log('late'), plan: ['step:late'] } })).status, 202);
  for (const id of [sleeps, works, holds, waits, idle, busy]) {
    const events = under.context.store.events.after(under.millrace.workspaceId, id, 0, 10_000);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
  }
  assert.deepEqual(under.context.store.dispatch.stuck(10), []);
});
