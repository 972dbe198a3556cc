import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cancelRun } from '../../packages/millrace/src/commands/cancel-run.ts';
import { encodeRequest } from '../../packages/millrace/src/journal/encode-request.ts';
import { openWriter } from '../../packages/millrace/src/store/sqlite/database.ts';
import { SqliteJournalWriter } from '../../packages/millrace/src/store/sqlite/journal-writer.ts';
import { ChangingWorkflow } from './changing-workflow.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

/** A run that calls another, whose one step does this. */
const calls = (step: string): string => `
  if (run.tags.includes('child')) return run.step('long', ${step});
  return run.call('changing', null, { tags: ['child'] }).then(() => 'completed', (error) => error.status);`;
const EXITS =
  "import { defineWorkflow } from 'millrace';\nexport default defineWorkflow({ name: 'exits' }, async () => process.exit(1));\n";

const STUBBORN = '() => delay(60_000)';
const LISTENING = '({ signal }) => delay(60_000, undefined, { signal })';

const changing = new ChangingWorkflow(calls(STUBBORN));
changing.add('exits.ts', EXITS);
const folder = mkdtempSync(join(tmpdir(), 'millrace-orphans-'));

/** What a process leaves behind that ends a run and is killed before it does anything more. */
function endAndNothingMore(workspaceId: string, runId: string): void {
  const writer = new SqliteJournalWriter(openWriter(join(folder, 'millrace.db')));
  const change = { type: 'run.finished', status: 'cancelled', reason: 'cancelled_by_user', error: null, payload: null } as const;
  writer.write([encodeRequest(1, [{ kind: 'run', workspaceId, runId, at: Date.now(), epoch: null, change }])]);
  writer.close();
}

async function childOf(under: MillraceUnderTest, parent: string): Promise<string> {
  await under.until(parent, ({ status }) => status === 'waiting', 'waiting for its child');
  const [child] = under.context.store.runs.children(under.millrace.workspaceId, parent);
  assert.ok(child);
  await under.until(child.id, () => under.types(child.id).includes('step.started'), 'in its step');
  return child.id;
}

test('a called run that was to be cancelled when its engine died tells the run that called it', async () => {
  const under = await MillraceUnderTest.start({ workflows: changing.folder });
  const parent = await under.begin('changing');
  const child = await childOf(under, parent);
  await cancelRun(under.context, under.caller, child);
  await under.begin('exits');
  assert.equal((await under.status(child, 'cancelled')).reason, 'cancelled_by_user');
  assert.equal(await under.output(parent), 'cancelled');
});

test('a called run is cancelled after a restart when the process ended right after the run that had called it', async () => {
  // It may be running again by the time it is cancelled: a step that listens ends then, and not when its grace is over.
  changing.write(calls(LISTENING));
  const under = await MillraceUnderTest.start({ workflows: changing.folder, folder, drainMs: '0s' });
  const parent = await under.begin('changing');
  const child = await childOf(under, parent);
  await under.millrace.close();
  endAndNothingMore(under.millrace.workspaceId, parent);
  const again = await MillraceUnderTest.start({ workflows: changing.folder, folder });
  assert.equal((await again.status(child, 'cancelled')).reason, 'cancelled_by_parent');
});
