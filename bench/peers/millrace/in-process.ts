import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sendSignal } from '../../../packages/millrace/src/commands/send-signal.ts';
import { startRun } from '../../../packages/millrace/src/commands/start-run.ts';
import { readConfig } from '../../../packages/millrace/src/config.ts';
import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import { startMillrace } from '../../../packages/millrace/src/main.ts';
import type { Millrace } from '../../../packages/millrace/src/main.ts';
import { doTimes, Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** Millrace in one process with its caller; an end counts when it is durable. */
const WORKFLOWS = fileURLToPath(new URL('./workflows/', import.meta.url));
const ends = new Ends();
const parked: string[] = [];
let opened: Millrace | null = null;
let waiting = 0;
let wokenRuns = 0;
let db: DatabaseSync | null = null;

async function setUp({ folder }: { readonly folder: string }): Promise<string> {
  const data = join(folder, 'data');
  opened = await startMillrace(readConfig({ data, workflows: WORKFLOWS, port: '0', logLevel: 'error' }, {}));
  opened.context.journal.onCommitted((runs) => {
    for (const { runId, status, workflow } of runs) {
      if (workflow === 'waiter') countWaiter(status, isTerminal(status));
      else if (isTerminal(status)) ends.tell(runId);
    }
  });
  db = new DatabaseSync(join(data, 'millrace.db'), { readOnly: true });
  return 'synchronous=FULL journal_mode=WAL, written by one thread';
}

function countWaiter(status: string, isOver: boolean): void {
  if (status === 'waiting') waiting += 1;
  if (isOver) wokenRuns += 1;
}

function millrace(): Millrace {
  if (opened === null) throw new Error('Millrace is not set up.');
  return opened;
}

function caller(): Parameters<typeof startRun>[1] {
  return { workspaceId: millrace().workspaceId, actor: null, requestId: null, via: 'api' };
}

async function start(workflow: string, input: number | null, delay?: string): Promise<string> {
  const request = delay === undefined ? { workflow, input } : { workflow, input, delay };
  const { run } = await startRun(millrace().context, caller(), request);
  return run.id;
}

function countRows(sql: string): number {
  return z.object({ count: z.int() }).parse(db?.prepare(sql).get()).count;
}

servePeer({
  setUp,
  runOnce: async () => ends.of(await start('five-steps', null)),
  completed: async () =>
    Math.min(
      countRows("SELECT count(*) AS count FROM run_events WHERE type = 'run.finished'"),
      Math.floor(countRows("SELECT count(*) AS count FROM run_events WHERE type = 'step.completed'") / 5),
    ),
  startOne: async () => void (await start('five-steps', null, '300d')),
  fanOut: async (items) => ends.of(await start('fan-out', items)),
  park: async (runs, limitMs) => {
    const until = performance.now() + limitMs;
    await doTimes(runs, async () => void parked.push(await start('waiter', null)), { inFlight: 64, limitMs });
    await waitFor(() => waiting >= parked.length, until - performance.now(), 20);
    return parked.length;
  },
  wake: async (limitMs) => {
    const until = performance.now() + limitMs;
    const wakeOne = async (index: number): Promise<void> => {
      await sendSignal(millrace().context, caller(), { runId: parked[index] ?? '', name: 'go', payload: true });
    };
    await doTimes(parked.length, wakeOne, { inFlight: 64, limitMs });
    await waitFor(() => wokenRuns >= parked.length, until - performance.now(), 5);
    return wokenRuns;
  },
});
