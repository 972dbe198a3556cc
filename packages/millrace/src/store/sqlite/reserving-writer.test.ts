import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { RunChange } from '../../domain/change.ts';
import { encodeJson } from '../../domain/json-text.ts';
import type { CommitRequest, JournalWriter } from '../../journal/commit-request.ts';
import { DiskReserve } from './disk-reserve.ts';
import { ReservingWriter } from './reserving-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-reserve-'));
after(() => rmSync(folder, { recursive: true }));

const CANCEL: RunChange = { type: 'run.cancel-requested', actor: null, reason: 'cancelled_by_user' };
const PAUSE: RunChange = { type: 'run.paused', actor: null };

function request(id: number, change: RunChange): CommitRequest {
  return { id, changes: [{ kind: 'run', workspaceId: 'w', runId: `r${id}`, at: 1, epoch: null, change, data: encodeJson({}) }] };
}

/** A journal on a disk that is full, unless the reserve has been given away and nothing else came. */
function setup(name: string) {
  const path = join(folder, name);
  const disk = { isFull: false };
  const clock = { now: 0 };
  const inner: JournalWriter = {
    write: (batch) =>
      batch.map(() => (disk.isFull && existsSync(path) ? { refusal: { kind: 'storage_full' } } : { refusal: null, runs: [] })),
    close: () => undefined,
  };
  const reserve = new DiskReserve(path);
  const writer = new ReservingWriter(inner, reserve, () => clock.now);
  const outcomes = (...changes: readonly RunChange[]): readonly (string | null)[] =>
    writer.write(changes.map((change, id) => request(id, change))).map(({ refusal }) => refusal?.kind ?? null);
  return { path, disk, clock, outcomes };
}

test('on a full disk a cancel is written in the room that was kept, and nothing else is', () => {
  const { disk, clock, outcomes } = setup('full');
  disk.isFull = true;
  assert.deepEqual(outcomes(PAUSE), ['storage_full']);
  assert.deepEqual(outcomes(PAUSE, CANCEL, PAUSE), ['storage_full', null, 'storage_full']);
  clock.now += 100;
  assert.deepEqual(outcomes(CANCEL, PAUSE), [null, 'storage_full']);
});

test('when there is room again it is taken back, and everything is written', () => {
  const { path, disk, clock, outcomes } = setup('freed');
  disk.isFull = true;
  outcomes(CANCEL);
  assert.equal(existsSync(path), false);
  disk.isFull = false;
  clock.now += 1_000;
  assert.deepEqual(outcomes(PAUSE, CANCEL), [null, null]);
  assert.equal(existsSync(path), true);
});

test('room that cannot be taken is not taken in part', () => {
  const reserve = new DiskReserve(join(folder, 'missing', 'reserve'));
  assert.equal(reserve.take(), false);
});
