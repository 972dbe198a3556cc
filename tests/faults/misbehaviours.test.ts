import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { cannotFault, FaultyServer } from './faulty-server.ts';
import type { Answer } from './faulty-server.ts';
import { DEADLY, ENDLESS, GREEDY, MISBEHAVIOURS } from './misbehaviours.ts';
import type { Case } from './misbehaviours.ts';

/* Each of these does its worst on a real server while other runs go on beside it. */

/** Small, so that it is used up in a moment. */
const LITTLE_MEMORY = { MILLRACE_ENGINE_MEMORY_MB: '256' };

const logLine = z.looseObject({ level: z.string(), message: z.string() });

function assertOutcome(run: Answer['body'], { does, status, reason, code }: Case): void {
  const { error } = run;
  const found = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  assert.deepEqual([run['status'], run['status_reason'], found], [status, reason, code], does);
}

function isDecided({ finished, status_reason: reason }: Answer['body']): boolean {
  return finished === true || reason === 'quarantined';
}

async function assertFine(faulty: FaultyServer, ids: readonly string[]): Promise<void> {
  for (const id of ids) assert.equal((await faulty.ended(id))['status'], 'completed', 'a run beside it is not touched');
}

test('whatever a function throws, gives back or leaves behind has an outcome with a code', { skip: cannotFault }, async () => {
  const faulty = await FaultyServer.start();
  for (const known of MISBEHAVIOURS) {
    const fine = await faulty.begin('fine', null);
    assertOutcome(await faulty.until(await faulty.begin('misbehaves', { kind: known.kind }), isDecided), known);
    await assertFine(faulty, [fine]);
  }
});

for (const known of DEADLY) {
  test(`a run that ${known.does} does so three times, and is put aside`, { skip: cannotFault }, async () => {
    const faulty = await FaultyServer.start();
    const fine = [await faulty.begin('fine', null), await faulty.begin('fine', null)];
    // Its start may not be answered any more: it is found again by its key.
    const start = { workflow: 'misbehaves', input: { kind: known.kind } };
    const startIt = async (): Promise<Answer> => faulty.ask('POST', '/v1/runs', start, { 'idempotency-key': 'deadly' });
    const answered = startIt().catch(() => null);
    let lives = 1;
    for (; lives < 8; lives++) {
      if ((await Promise.race([faulty.server.ended, untilAside(faulty)])) === 'aside') break;
      await faulty.restart();
    }
    await answered;
    assertOutcome(await faulty.until(String((await startIt()).body['id']), isDecided), known);
    assert.ok(lives <= 4, `it took ${lives} lives`);
    await assertFine(faulty, fine);
  });
}

for (const known of GREEDY) {
  test(`a run that ${known.does} ends its thread three times, and nothing else`, { skip: cannotFault }, async () => {
    const faulty = await FaultyServer.start(LITTLE_MEMORY);
    const before = await faulty.begin('fine', null);
    const greedy = await faulty.begin('misbehaves', { kind: known.kind });
    let run = await faulty.run(greedy);
    while (!isDecided(run)) {
      // Polls it until it has ended; a poll without an answer fails the test.
      await assertFine(faulty, [await faulty.begin('fine', null)]);
      run = await faulty.run(greedy);
    }
    assertOutcome(run, known);
    await assertFine(faulty, [before]);
    faulty.server.signal('SIGTERM');
    const { code, words } = await faulty.server.ended;
    assert.equal(code, 0, 'the process that was started first ends as it was asked to');
    const said = problemsIn(words);
    assert.deepEqual(
      said.map((line) => [line['code'], line['limit_mb']]),
      Array.from({ length: 3 }, () => ['engine_out_of_memory', 256]),
    );
    for (const { message } of said) assert.match(message, /--engine-memory-mb/u);
  });
}

/** What a server has logged as errors. */
function problemsIn(words: string): readonly z.infer<typeof logLine>[] {
  const lines = words.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => logLine.parse(JSON.parse(line))).filter(({ level }) => level === 'error');
}

/** Resolves when a run was put aside; never when the server ends before. */
async function untilAside(faulty: FaultyServer): Promise<'aside'> {
  for (let tries = 0; tries < 600; tries++) {
    const page = await faulty.ask('GET', '/v1/runs?status=waiting').catch(() => null);
    if (page === null) return Promise.withResolvers<never>().promise;
    if (Array.isArray(page.body['data']) && page.body['data'].length > 0) return 'aside';
    await pause(50);
  }
  throw new Error('No run was put aside.');
}

test('a run that loops or does not listen ends with its time-out, or with the grace after a cancel', { skip: cannotFault }, async () => {
  const faulty = await FaultyServer.start();
  const loops = await faulty.begin('misbehaves', { kind: ENDLESS.timedOut.kind }, { timeout: '1s' });
  assertOutcome(await faulty.ended(loops), ENDLESS.timedOut);
  await assertFine(faulty, [await faulty.begin('fine', null)]);
  const [deaf, looping] = [
    await faulty.begin('misbehaves', { kind: 'ignores-cancel' }),
    await faulty.begin('misbehaves', { kind: 'loops' }),
  ];
  for (const id of [deaf, looping]) {
    await faulty.until(id, ({ status }) => status === 'running');
    assert.equal((await faulty.ask('POST', `/v1/runs/${id}:cancel`)).status, 202);
  }
  const fine = await faulty.begin('fine', null);
  assertOutcome(await faulty.ended(deaf), ENDLESS.deaf);
  assertOutcome(await faulty.ended(looping), ENDLESS.cancelled);
  await assertFine(faulty, [fine]);
});
