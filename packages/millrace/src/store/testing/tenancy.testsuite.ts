import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeJson } from '../../domain/json-text.ts';
import type { RunFilter } from '../run-filter.ts';
import type { Store } from '../store.ts';
import { artifact, finished, log, PAUSED, records, reviewDecided, reviewRequested } from './changes.ts';
import { refused, Scenario, WORKSPACE } from './scenario.ts';
import type { RunRef, Setup } from './scenario.ts';

const OTHER = 'workspace-2';

/** A finished run of the first workspace with something of everything. */
async function richRun(s: Scenario): Promise<RunRef> {
  const parent = await s.start();
  const lineage = {
    attempt: 2,
    previousRunId: parent.runId,
    forkedFrom: null,
    parentRunId: parent.runId,
    rootRunId: parent.runId,
    depth: 1,
    batchId: null,
  };
  const ref = await s.start({ tags: ['t'], concurrencyKey: 'acme', lineage });
  for (const change of [log('info', 'x'), records('people', [1]), artifact('a.csv'), reviewRequested('review-1', 'x')]) {
    await s.make(ref, change, 1);
  }
  await s.make(ref, finished('completed', 1), 1);
  const upload = {
    id: 'upload-1',
    path: 'b.csv',
    mediaType: 'text/csv',
    sizeBytes: 3,
    sha256: 'cd',
    storageKey: 'k',
    expiresAt: 9_000_000,
  };
  await s.catalog(
    { type: 'upload.recorded', workspaceId: WORKSPACE, upload },
    {
      type: 'workflow.registered',
      workspaceId: WORKSPACE,
      workflow: { name: 'import', version: 'v1', title: '', description: '', manifest: encodeJson({}) },
    },
    { type: 'api-key.created', workspaceId: WORKSPACE, key: { id: 'k1', name: '', secretHash: 'h', scopes: [], expiresAt: null } },
  );
  return ref;
}

/** Lists and counts, by each kind of index. */
function readLists(store: Store, workspaceId: string, parentRunId: string): Readonly<Record<string, unknown>> {
  const filters: readonly RunFilter[] = [
    {},
    { tag: 't' },
    { concurrencyKey: 'acme' },
    { parentRunId },
    { workflow: 'import' },
    { version: 'v1' },
    { statuses: ['completed'] },
  ];
  const reads: Record<string, unknown> = {};
  for (const filter of filters) {
    const count = store.runs.count(workspaceId, filter, 10);
    reads[`list ${JSON.stringify(filter)}`] = store.runs.list(workspaceId, filter, { limit: 10, cursor: null }).data[0] ?? null;
    reads[`count ${JSON.stringify(filter)}`] = count > 0 ? count : null;
  }
  return reads;
}

/** Everything that can be read about a run and its surroundings. */
function readAll({ store }: Scenario, workspaceId: string, { runId }: RunRef, parentRunId: string): Readonly<Record<string, unknown>> {
  const page = { limit: 10, cursor: null };
  return {
    get: store.runs.get(workspaceId, runId),
    input: store.runs.input(workspaceId, runId),
    output: store.runs.output(workspaceId, runId),
    children: store.runs.children(workspaceId, parentRunId)[0] ?? null,
    next: store.runs.next(workspaceId, parentRunId),
    ...readLists(store, workspaceId, parentRunId),
    events: store.events.after(workspaceId, runId, 0, 10)[0] ?? null,
    history: store.events.history(workspaceId, runId)[0] ?? null,
    logs: store.events.logs(workspaceId, runId, { after: 0, limit: 10, level: null })[0] ?? null,
    payload: store.events.payload(workspaceId, runId, 1),
    review: store.reviews.get(workspaceId, 'review-1'),
    reviews: store.reviews.list(workspaceId, {}, page).data[0] ?? null,
    reviewsOfRun: store.reviews.list(workspaceId, { runId }, page).data[0] ?? null,
    artifacts: store.artifacts.list(workspaceId, runId)[0] ?? null,
    artifact: store.artifacts.get(workspaceId, runId, 'a.csv'),
    upload: store.artifacts.upload(workspaceId, 'upload-1'),
    recordSets: store.records.sets(workspaceId, runId)[0] ?? null,
    records: store.records.rows(workspaceId, runId, 'people', { from: 0, limit: 10 })[0] ?? null,
    workflows: store.workflows.list(workspaceId)[0] ?? null,
    workflow: store.workflows.get(workspaceId, 'import'),
    version: store.workflows.get(workspaceId, 'import', 'v1'),
    versions: store.workflows.versions(workspaceId, 'import')[0] ?? null,
    keys: store.access.keys(workspaceId)[0] ?? null,
  };
}

export function testTenancy(setup: Setup): void {
  describe('another workspace', () => {
    test('reads nothing of what is not its own', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await richRun(s);
      const parentRunId = s.run(ref).lineage.parentRunId ?? '';
      for (const [read, value] of Object.entries(readAll(s, WORKSPACE, ref, parentRunId))) {
        assert.notEqual(value, null, `${read} is there for its owner`);
      }
      for (const [read, value] of Object.entries(readAll(s, OTHER, ref, parentRunId))) {
        assert.equal(value, null, `${read} is not there for others`);
      }
    });

    test('changes nothing of what is not its own', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, reviewRequested('review-1', 'x'), 1);
      const foreign = { workspaceId: OTHER, runId: ref.runId };
      for (const change of [PAUSED, finished('cancelled'), reviewDecided('review-1', 'x')]) {
        assert.deepEqual(await s.refuse(foreign, change), { kind: 'not_found' });
      }
      await s.catalog({
        type: 'api-key.created',
        workspaceId: WORKSPACE,
        key: { id: 'k1', name: '', secretHash: 'h', scopes: [], expiresAt: null },
      });
      await s.journal.commit([{ kind: 'catalog', at: s.time, change: { type: 'api-key.revoked', workspaceId: OTHER, keyId: 'k1' } }]);
      assert.equal(s.store.access.keyById('k1')?.revokedAt, null);
      assert.equal(s.run(ref).seq, 3);
      assert.equal(s.store.reviews.get(WORKSPACE, 'review-1')?.state.status, 'open');
    });

    test('cannot tell from a cursor or an id of its own choice that a run exists', async (context) => {
      const s = await Scenario.open(context, setup);
      const [newer] = [await s.queue(), await s.queue()];
      const mine = await s.queue({ workspaceId: OTHER, id: newer.runId });
      assert.equal(s.run(mine).runNumber, 1);
      const { nextCursor } = s.store.runs.list(WORKSPACE, {}, { limit: 1, cursor: null });
      assert.deepEqual(s.store.runs.list('workspace-3', {}, { limit: 5, cursor: nextCursor }), { data: [], nextCursor: null });
      assert.deepEqual(refused(await s.journal.commit([s.queued({ workspaceId: OTHER, id: newer.runId })])), { kind: 'duplicate_id' });
    });
  });
}
