import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../domain/limits.ts';
import { addExpectedFile, copyExpectedFile } from './add-expected-file.ts';
import { giveVerdict } from './give-verdict.ts';
import { removeExpectedFile } from './remove-expected-file.ts';
import { renameExpectedFile } from './rename-expected-file.ts';
import { CALLER, commandWorld, fails, STRANGER } from './testing/command-world.ts';
import type { CommandWorld } from './testing/command-world.ts';
import { withdrawVerdict } from './withdraw-verdict.ts';

const FILE = { mediaType: 'text/plain', sizeBytes: 1, sha256: 'ab', storageKey: 'key-1' };

async function ended(world: CommandWorld): Promise<string> {
  const { id } = await world.start();
  await world.begin(id);
  await world.own(id, { type: 'run.finished', status: 'completed', reason: 'finished', error: null, payload: null });
  return id;
}

test('a verdict is what was said, with ids for corrections that came without one', async (context) => {
  const world = commandWorld(context);
  const runId = await ended(world);
  const corrections = [
    { kind: 'field', path: '/total' },
    { id: 'mine', kind: 'file', path: 'a.csv', correctedValue: { a: 1 } },
  ] as const;
  const { run, verdict } = await giveVerdict(world.context, CALLER, { runId, verdict: 'incorrect', correctedOutput: [1], corrections });
  assert.deepEqual([verdict.correctedOutput, verdict.reviewedBy, verdict.reviewedAt], ['[1]', CALLER.actor, world.clock.now]);
  assert.deepEqual([verdict.corrections[0]?.id.length, verdict.corrections[1]?.id], [36, 'mine']);
  assert.deepEqual(verdict.corrections[1]?.correctedValue, { a: 1 });
  assert.equal(run.verdict?.corrections, 2);
  const kept = await giveVerdict(world.context, CALLER, { runId, note: 'x' });
  assert.deepEqual([kept.verdict.corrections, kept.verdict.correctedOutput], [verdict.corrections, '[1]']);
  const cleared = await giveVerdict(world.context, CALLER, { runId, correctedOutput: null });
  assert.equal(cleared.verdict.correctedOutput, null);
});

test('nothing is said about a run that goes on, or that belongs to somebody else', async (context) => {
  const world = commandWorld(context);
  const { id: runId } = await world.start();
  await fails(giveVerdict(world.context, CALLER, { runId, verdict: 'correct' }), 'run_not_finished');
  await fails(withdrawVerdict(world.context, CALLER, { runId }), 'run_not_finished');
  await fails(addExpectedFile(world.context, CALLER, { runId, name: 'a', file: FILE }), 'run_not_finished');
  const done = await ended(world);
  await fails(giveVerdict(world.context, STRANGER, { runId: done, verdict: 'correct' }), 'not_found');
  await fails(withdrawVerdict(world.context, CALLER, { runId: done }), 'not_found');
});

test('who has seen an older state is told so, and nothing is changed', async (context) => {
  const world = commandWorld(context);
  const runId = await ended(world);
  const { seq } = world.run(runId);
  await giveVerdict(world.context, CALLER, { runId, verdict: 'correct', ifSeq: seq });
  await fails(giveVerdict(world.context, CALLER, { runId, verdict: 'incorrect', ifSeq: seq }), 'precondition_failed');
  await fails(withdrawVerdict(world.context, CALLER, { runId, ifSeq: seq }), 'precondition_failed');
  assert.equal(world.run(runId).verdict?.verdict, 'correct');
});

test('of two that judge at the same time, the later one adds to what the first one said', async (context) => {
  const world = commandWorld(context);
  const runId = await ended(world);
  const { journal } = world.context;
  let rival: Promise<unknown> | null = null;
  const slowed = {
    ...journal,
    commit: async (...given: Parameters<typeof journal.commit>) => {
      rival ??= giveVerdict(world.context, CALLER, { runId, note: 'I was first.' });
      await rival;
      return journal.commit(...given);
    },
  };
  const { verdict } = await giveVerdict({ ...world.context, journal: slowed }, CALLER, { runId, verdict: 'incorrect' });
  assert.deepEqual([verdict.verdict, verdict.note], ['incorrect', 'I was first.']);
});

test('expected files keep to their folder, their names and their number', async (context) => {
  const world = commandWorld(context);
  const runId = await ended(world);
  const add = async (name: string, more: object = {}): Promise<unknown> =>
    addExpectedFile(world.context, CALLER, { runId, name, file: FILE, ...more });
  for (let index = 0; index < LIMITS.expectedFilesPerRun; index++) await add(`f${index}`);
  await fails(add('one-more'), 'limit_exceeded');
  await add('f0', { replace: true });
  await fails(add('f0'), 'conflict');
  await fails(add('../f0'), 'invalid_request', '/name');
  await fails(renameExpectedFile(world.context, CALLER, { runId, name: 'f0', to: 'f1' }), 'conflict');
  await fails(removeExpectedFile(world.context, CALLER, { runId, name: 'nowhere' }), 'not_found');
  await removeExpectedFile(world.context, CALLER, { runId, name: 'f1' });
  assert.equal((await copyExpectedFile(world.context, CALLER, { runId, from: 'expected/f0', name: 'f1' })).storageKey, FILE.storageKey);
});
