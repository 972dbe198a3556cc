import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startReadyServer } from '../server-process.ts';
import type { ServerAddress, ServerProcess } from '../server-process.ts';
import { compileRecorder } from './compile-recorder.ts';
import { answersBeforeSync, countLogSyncs, readRecord } from './fsync-record.ts';
import type { Recorded } from './fsync-record.ts';

/*
 * These tests count fsyncs of the real server, because a setting can say one thing and the library do another. A start
 * carries a marker in its metadata; the recorder notes when the marker is written to the log and when an answer with it
 * leaves the process.
 */
const MARKER = 'fsync-probe-';
/** Far enough that no test sees it come, near enough for the limit on start delays. */
const LATER = '300d';

const folder = mkdtempSync(join(tmpdir(), 'millrace-fsync-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});
const compiled = compileRecorder(folder);
const skip = 'missing' in compiled ? compiled.missing : false;

interface Recording {
  readonly server: ServerProcess;
  readonly address: ServerAddress;
  /** While this file exists, syncs of the log fail. */
  readonly failFile: string;
  readonly record: () => readonly Recorded[];
}

async function startRecorded(t: TestContext): Promise<Recording> {
  const own = mkdtempSync(join(folder, 'server-'));
  const log = join(own, 'syncs.log');
  const failFile = join(own, 'fail');
  const dataFolder = join(own, 'data');
  mkdirSync(dataFolder);
  const library = 'library' in compiled ? compiled.library : '';
  const env = { LD_PRELOAD: library, FSYNC_LOG: log, FSYNC_MARKER: MARKER, FSYNC_FAIL_FILE: failFile };
  const workflowFolder = fileURLToPath(new URL('./workflows', import.meta.url));
  const { server, address } = await startReadyServer({ dataFolder, workflowFolder, env });
  t.after(async () => {
    server.signal('SIGKILL');
    await server.ended;
  });
  return { server, address, failFile, record: () => readRecord(log) };
}

async function startRun({ url, api_key: key }: ServerAddress, marker: number): Promise<number> {
  const response = await fetch(`${url}/v1/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ workflow: 'later', input: null, delay: LATER, metadata: { marker: `${MARKER}${marker}` } }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** From the first start on: what the server does while it boots is not counted. */
function sinceFirstStart(recorded: readonly Recorded[]): readonly Recorded[] {
  const first = recorded.findIndex(({ kind }) => kind === 'written');
  const begun = recorded.findLastIndex((fact, index) => index < first && fact.kind === 'sync');
  return recorded.slice(begun + 1);
}

test('starts that come one after the other cost one fsync each, and none is answered before its fsync', { skip }, async (t) => {
  const starts = 200;
  const recording = await startRecorded(t);
  for (let marker = 0; marker < starts; marker++) assert.equal(await startRun(recording.address, marker), 202);
  const recorded = sinceFirstStart(recording.record());
  const { commits, checkpoints } = countLogSyncs(recorded);
  t.diagnostic(`${starts} starts: ${commits} fsyncs of commits, ${checkpoints} of checkpoints`);
  assert.equal(recorded.filter(({ kind }) => kind === 'answered').length, starts);
  assert.deepEqual(answersBeforeSync(recorded), []);
  assert.equal(commits, starts);
});

test('starts that come together share fsyncs, and still none is answered before its own', { skip }, async (t) => {
  const [clients, each] = [64, 16];
  const recording = await startRecorded(t);
  const client = async (index: number): Promise<void> => {
    for (let count = 0; count < each; count++) assert.equal(await startRun(recording.address, index * each + count), 202);
  };
  await Promise.all(Array.from({ length: clients }, async (_, index) => client(index)));
  const recorded = sinceFirstStart(recording.record());
  const { commits } = countLogSyncs(recorded);
  t.diagnostic(`${clients * each} starts from ${clients} clients: ${commits} fsyncs of commits`);
  assert.equal(recorded.filter(({ kind }) => kind === 'answered').length, clients * each);
  assert.deepEqual(answersBeforeSync(recorded), []);
  assert.ok(commits < (clients * each) / 4, `${commits} fsyncs for ${clients * each} starts`);
});

test('a server whose fsync fails acknowledges nothing more and stops', { skip }, async (t) => {
  const { server, address, failFile, record } = await startRecorded(t);
  assert.equal(await startRun(address, 1), 202);
  writeFileSync(failFile, '');
  const outcome = await startRun(address, 2).catch(() => 'no answer');
  const { code, signal } = await server.ended;
  assert.notEqual(outcome, 202);
  assert.notEqual(code, 0, 'a server that lost its disk must not end as if all were well');
  assert.equal(signal, null, 'it must stop by itself');
  assert.ok(existsSync(failFile));
  assert.deepEqual(
    record().flatMap((fact) => (fact.kind === 'answered' ? [fact.marker] : [])),
    [1],
  );
});
