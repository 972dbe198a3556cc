import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BatchFileEntry, PartEntry, PartUploadEntry } from '../../domain/batch.ts';
import { artifact } from './changes.ts';
import { accepted, refused, Scenario, WORKSPACE } from './scenario.ts';
import type { Setup } from './scenario.ts';

const ALL = { limit: 100, cursor: null };

function batchFile(name: string, storageKey = `key of ${name}`): BatchFileEntry {
  return { name, mediaType: 'application/pdf', sizeBytes: 4, sha256: 'ef'.repeat(32), storageKey };
}

async function makeBatch(s: Scenario, id: string, ...files: readonly BatchFileEntry[]): Promise<void> {
  await s.catalog({ type: 'batch.created', workspaceId: WORKSPACE, batch: { id, name: `batch ${id}`, createdBy: 'key-1' } });
  for (const file of files) await s.catalog({ type: 'batch-file.put', workspaceId: WORKSPACE, batchId: id, file });
}

function partUpload(different: Partial<PartUploadEntry> = {}): PartUploadEntry {
  const standard = { id: 'u', batchId: 'b', name: 'big.pdf', mediaType: 'application/pdf', sizeBytes: 25, partBytes: 10 };
  return { ...standard, expiresAt: 9_000_000, ...different };
}

function part(number: number, storageKey = `part ${number}`): PartEntry {
  return { number, id: `id of ${storageKey}`, sizeBytes: 10, sha256: 'ab'.repeat(32), storageKey };
}

export function testBatches(setup: Setup): void {
  describe('a batch', () => {
    test('has a number of its workspace, which is never given again', async (context) => {
      const s = await Scenario.open(context, setup);
      await makeBatch(s, 'a');
      await makeBatch(s, 'b');
      await s.catalog({ type: 'batch.created', workspaceId: 'workspace-2', batch: { id: 'c', name: 'theirs', createdBy: null } });
      await s.catalog({ type: 'batch.deleted', workspaceId: WORKSPACE, batchId: 'b', jobId: 'job-1' });
      await makeBatch(s, 'd');
      const { batches } = s.store;
      assert.deepEqual(
        batches.list(WORKSPACE, {}, ALL).data.map(({ id, number }) => [id, number]),
        [
          ['d', 3],
          ['a', 1],
        ],
      );
      assert.equal(batches.byNumber(WORKSPACE, 1)?.name, 'batch a');
      assert.equal(batches.byNumber(WORKSPACE, 2), null);
      assert.equal(batches.numberOf(WORKSPACE, 'b'), 2);
      assert.equal(batches.get(WORKSPACE, 'b'), null);
      assert.equal(batches.numberOf('workspace-2', 'b'), null);
      assert.equal(batches.get('workspace-2', 'c')?.number, 1);
      assert.equal(batches.get(WORKSPACE, 'c'), null);
    });

    test('is listed newest first, in pages, and by who made it', async (context) => {
      const s = await Scenario.open(context, setup);
      for (const id of ['a', 'b', 'c', 'd', 'e']) await makeBatch(s, id);
      await s.catalog({ type: 'batch.created', workspaceId: WORKSPACE, batch: { id: 'f', name: '', createdBy: null } });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: ReturnType<typeof s.store.batches.list> = s.store.batches.list(WORKSPACE, {}, { limit: 2, cursor });
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      assert.deepEqual(seen, ['f', 'e', 'd', 'c', 'b', 'a']);
      const own = s.store.batches.list(WORKSPACE, { createdBy: 'key-1' }, ALL).data;
      assert.deepEqual(
        own.map(({ id }) => id),
        ['e', 'd', 'c', 'b', 'a'],
      );
    });

    test('has its files by name, and a file of the same name takes the place of the one before', async (context) => {
      const s = await Scenario.open(context, setup);
      const names = ['b.pdf', 'ä/ü.pdf', 'a.pdf', 'Z.pdf'];
      await makeBatch(s, 'b', ...names.map((name) => batchFile(name)));
      await s.catalog({ type: 'batch-file.put', workspaceId: WORKSPACE, batchId: 'b', file: batchFile('a.pdf', 'second') });
      const { batches, artifacts, jobs } = s.store;
      const first = batches.files(WORKSPACE, 'b', { limit: 3, cursor: null });
      const rest = batches.files(WORKSPACE, 'b', { limit: 3, cursor: first.nextCursor });
      assert.deepEqual(
        [...first.data, ...rest.data].map(({ name }) => name),
        ['Z.pdf', 'a.pdf', 'b.pdf', 'ä/ü.pdf'],
      );
      assert.equal(rest.nextCursor, null);
      assert.equal(batches.countFiles(WORKSPACE, 'b'), 4);
      assert.deepEqual(batches.file(WORKSPACE, 'b', 'a.pdf'), { ...batchFile('a.pdf', 'second'), batchId: 'b', updatedAt: s.time });
      assert.equal(batches.get(WORKSPACE, 'b')?.updatedAt, s.time);
      assert.deepEqual(
        ['key of a.pdf', 'second'].map((key) => artifacts.hasStorageKey(key)),
        [false, true],
      );
      assert.deepEqual(jobs.releasedFiles(null, 10), ['key of a.pdf']);
      await s.catalog({ type: 'files.removed', jobId: null, storageKeys: ['key of a.pdf'] });
      assert.deepEqual(jobs.releasedFiles(null, 10), []);
    });

    test('loses a file without minding when it is taken out twice', async (context) => {
      const s = await Scenario.open(context, setup);
      await makeBatch(s, 'b', batchFile('a.pdf'));
      const removal = { type: 'batch-file.removed', workspaceId: WORKSPACE, batchId: 'b', name: 'a.pdf' } as const;
      await s.catalog(removal);
      await s.catalog(removal);
      assert.equal(s.store.batches.countFiles(WORKSPACE, 'b'), 0);
      assert.deepEqual(s.store.jobs.releasedFiles(null, 10), ['key of a.pdf']);
    });

    test('that is gone takes nothing more', async (context) => {
      const s = await Scenario.open(context, setup);
      await makeBatch(s, 'b', batchFile('a.pdf'));
      await s.catalog({ type: 'part-upload.opened', workspaceId: WORKSPACE, upload: partUpload() });
      await s.catalog({ type: 'batch.deleted', workspaceId: WORKSPACE, batchId: 'b', jobId: 'job-1' });
      for (const change of [
        { type: 'batch-file.put', workspaceId: WORKSPACE, batchId: 'b', file: batchFile('x') },
        { type: 'batch-file.removed', workspaceId: WORKSPACE, batchId: 'b', name: 'a.pdf' },
        { type: 'batch.deleted', workspaceId: WORKSPACE, batchId: 'b', jobId: 'job-2' },
        { type: 'part-upload.opened', workspaceId: WORKSPACE, upload: partUpload({ id: 'u2' }) },
        { type: 'part.put', workspaceId: WORKSPACE, uploadId: 'u', part: part(1) },
        { type: 'part-upload.closed', workspaceId: WORKSPACE, uploadId: 'u', file: batchFile('x') },
      ] as const) {
        const result = await s.journal.commit([{ kind: 'catalog', at: s.time + 1, change }]);
        assert.deepEqual(refused(result), { kind: 'not_found' }, change.type);
      }
      assert.equal(s.store.batches.partUpload(WORKSPACE, 'u'), null);
      assert.equal(s.store.jobs.get(WORKSPACE, 'job-2'), null);
    });

    test('does not take its files away from runs that use them', async (context) => {
      const s = await Scenario.open(context, setup);
      await makeBatch(s, 'b', batchFile('a.pdf'), batchFile('b.pdf'));
      const start = s.queued();
      const input = artifact('input/a.pdf', { storageKey: 'key of a.pdf', role: 'input' });
      const ref = { workspaceId: start.workspaceId, runId: start.runId };
      accepted(await s.journal.commit([start, s.commitOf(ref, input)]));
      await s.catalog({ type: 'batch.deleted', workspaceId: WORKSPACE, batchId: 'b', jobId: 'job-1' });
      const { artifacts, jobs } = s.store;
      assert.deepEqual(jobs.releasedFiles('job-1', 10), ['key of a.pdf', 'key of b.pdf']);
      assert.deepEqual(
        ['key of a.pdf', 'key of b.pdf'].map((key) => artifacts.hasStorageKey(key)),
        [true, false],
      );
      assert.deepEqual(
        artifacts.list(WORKSPACE, ref.runId).map(({ path }) => path),
        ['input/a.pdf'],
      );
      const late = s.queued();
      const lateInput = artifact('input/b.pdf', { storageKey: 'key of b.pdf', role: 'input' });
      const result = await s.journal.commit([late, s.commitOf({ workspaceId: late.workspaceId, runId: late.runId }, lateInput)]);
      assert.deepEqual(refused(result), { kind: 'file_gone', path: 'input/b.pdf' });
      assert.equal(s.store.runs.get(WORKSPACE, late.runId), null);
    });
  });

  describe('an upload in parts', () => {
    test('keeps its parts by number until it becomes a file of its batch', async (context) => {
      const s = await Scenario.open(context, setup);
      await makeBatch(s, 'b');
      await s.catalog({ type: 'part-upload.opened', workspaceId: WORKSPACE, upload: partUpload() });
      const opened = s.time;
      for (const each of [part(3), part(1), part(2, 'old'), part(2)]) {
        await s.catalog({ type: 'part.put', workspaceId: WORKSPACE, uploadId: 'u', part: each });
      }
      const { batches, jobs, artifacts } = s.store;
      assert.deepEqual(batches.partUpload(WORKSPACE, 'u'), { ...partUpload(), createdAt: opened });
      assert.deepEqual(batches.parts(WORKSPACE, 'u'), [part(1), part(2), part(3)]);
      assert.deepEqual(jobs.releasedFiles(null, 10), ['old']);
      assert.ok(artifacts.hasStorageKey('part 2'));
      await s.catalog({ type: 'part-upload.closed', workspaceId: WORKSPACE, uploadId: 'u', file: batchFile('big.pdf', 'whole') });
      assert.equal(batches.file(WORKSPACE, 'b', 'big.pdf')?.storageKey, 'whole');
      assert.equal(batches.partUpload(WORKSPACE, 'u'), null);
      assert.deepEqual(jobs.releasedFiles(null, 10), ['old', 'part 1', 'part 2', 'part 3']);
    });

    test('leaves nothing in the batch when it is given up or expires, nor does an upload that nobody used', async (context) => {
      const s = await Scenario.open(context, setup);
      await makeBatch(s, 'b');
      for (const id of ['u', 'v']) {
        await s.catalog({ type: 'part-upload.opened', workspaceId: WORKSPACE, upload: partUpload({ id, expiresAt: s.time + 10_000 }) });
        await s.catalog({ type: 'part.put', workspaceId: WORKSPACE, uploadId: id, part: part(1, `part of ${id}`) });
      }
      await s.catalog({ type: 'part-upload.closed', workspaceId: WORKSPACE, uploadId: 'u', file: null });
      const upload = { id: 'w', path: 'a', mediaType: 'x/y', sizeBytes: 1, sha256: 'aa', storageKey: 'whole', expiresAt: s.time + 10_000 };
      await s.catalog({ type: 'upload.recorded', workspaceId: WORKSPACE, upload });
      const { jobs, batches, artifacts } = s.store;
      assert.equal(jobs.hasExpiredUploads(s.time), false);
      assert.equal(jobs.hasExpiredUploads(s.time + 20_000), true);
      accepted(await s.journal.commit([{ kind: 'catalog', at: s.time + 20_000, change: { type: 'uploads.expired', limit: 10 } }]));
      assert.equal(jobs.hasExpiredUploads(s.time + 20_000), false);
      assert.deepEqual(jobs.releasedFiles(null, 10), ['part of u', 'part of v', 'whole']);
      assert.equal(artifacts.upload(WORKSPACE, 'w'), null);
      assert.equal(batches.partUpload(WORKSPACE, 'v'), null);
      assert.equal(batches.countFiles(WORKSPACE, 'b'), 0);
    });
  });
}
