import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { artifact, records } from './changes.ts';
import { Scenario, WORKSPACE } from './scenario.ts';
import type { Setup } from './scenario.ts';

export function testRunData(setup: Setup): void {
  describe('a record set', () => {
    test('has its rows in the order in which they were appended, over many commits', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      const rows = Array.from({ length: 25 }, (_, index) => ({ index, name: `é ${index}` }));
      for (const [from, to] of [
        [0, 10],
        [10, 11],
        [11, 11],
        [11, 25],
      ] as const) {
        await s.make(ref, records('people', rows.slice(from, to)), 1);
      }
      await s.make(ref, records('other', [null, [1], 'x']), 1);
      const read = (from: number, limit: number): readonly unknown[] =>
        s.store.records.rows(WORKSPACE, ref.runId, 'people', { from, limit });
      assert.deepEqual(read(0, 100), rows);
      for (const [from, limit] of [
        [0, 1],
        [9, 2],
        [10, 1],
        [3, 15],
        [24, 5],
      ] as const) {
        assert.deepEqual(read(from, limit), rows.slice(from, from + limit));
      }
      for (const [from, limit] of [
        [25, 5],
        [1000, 5],
        [0, 0],
      ] as const) {
        assert.deepEqual(read(from, limit), []);
      }
      assert.deepEqual(s.store.records.sets(WORKSPACE, ref.runId), [
        { name: 'other', count: 3, outcomes: null },
        { name: 'people', count: 25, outcomes: null },
      ]);
      assert.deepEqual(s.store.records.rows(WORKSPACE, ref.runId, 'other', { from: 0, limit: 9 }), [null, [1], 'x']);
    });

    test('is appended to in the middle of a commit without losing its count', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      const commits = [records('a', [1, 2]), records('a', [3]), records('b', [4])].map((change) => s.commitOf(ref, change, 1));
      assert.ok((await s.journal.commit(commits)).ok);
      assert.deepEqual(s.store.records.rows(WORKSPACE, ref.runId, 'a', { from: 0, limit: 9 }), [1, 2, 3]);
      assert.deepEqual(
        s.store.records.sets(WORKSPACE, ref.runId).map(({ count }) => count),
        [3, 1],
      );
    });

    test('that is not there is empty', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      assert.deepEqual(s.store.records.sets(WORKSPACE, ref.runId), []);
      assert.deepEqual(s.store.records.rows(WORKSPACE, ref.runId, 'people', { from: 0, limit: 9 }), []);
      assert.deepEqual(s.store.records.sets(WORKSPACE, 'nobody'), []);
    });
  });

  describe('an artifact', () => {
    test('is listed and found under its path, which is only a name', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      const path = '../../etc/pass wd\u0000/ü.csv';
      await s.make(ref, artifact(path, { step: 'load', role: 'intermediate' }), 1);
      await s.make(ref, artifact('a.csv'), 1);
      const found = s.store.artifacts.get(WORKSPACE, ref.runId, path);
      assert.deepEqual(found, {
        id: `id of ${path}`,
        runId: ref.runId,
        path,
        role: 'intermediate',
        step: 'load',
        mediaType: 'text/csv',
        sizeBytes: 12,
        sha256: 'ab'.repeat(32),
        storageKey: `key of ${path}`,
        createdAt: s.time - 1,
      });
      assert.deepEqual(
        s.store.artifacts.list(WORKSPACE, ref.runId).map((entry) => entry.path),
        [path, 'a.csv'].toSorted(),
      );
      assert.equal(s.store.artifacts.get(WORKSPACE, ref.runId, 'b.csv'), null);
      assert.equal(s.run(ref).artifacts, 2);
    });

    test('of the same path takes the place of the one before', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, artifact('a.csv', { storageKey: 'first' }), 1);
      await s.make(ref, artifact('a.csv', { storageKey: 'second' }), 1);
      assert.deepEqual(
        s.store.artifacts.list(WORKSPACE, ref.runId).map(({ storageKey }) => storageKey),
        ['second'],
      );
    });

    test('keeps its file from being an orphan, as an upload does', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, artifact('a.csv', { storageKey: 'named' }), 1);
      const upload = {
        id: 'upload-1',
        path: 'b.csv',
        mediaType: 'text/csv',
        sizeBytes: 3,
        sha256: 'cd',
        storageKey: 'uploaded',
        expiresAt: 9_000_000,
      };
      await s.catalog({ type: 'upload.recorded', workspaceId: WORKSPACE, upload });
      assert.deepEqual(
        ['named', 'uploaded', 'other'].map((key) => s.store.artifacts.hasStorageKey(key)),
        [true, true, false],
      );
      assert.deepEqual(s.store.artifacts.upload(WORKSPACE, 'upload-1'), { ...upload, createdAt: s.time });
      assert.equal(s.store.artifacts.upload(WORKSPACE, 'upload-2'), null);
    });
  });
}
