import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { doTimes, Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** Millrace in one process with its caller, as it is published; an end counts when it is durable. */
const BUILT = new URL('../../../packages/millrace/dist/', import.meta.url);
const load = (path) => import(new URL(path, BUILT).href);
const { sendSignal } = await load('commands/send-signal.js');
const { startRun } = await load('commands/start-run.js');
const { readConfig } = await load('config.js');
const { isTerminal } = await load('domain/run-status.js');
const { startMillrace } = await load('main.js');

const WORKFLOWS = fileURLToPath(new URL('./workflows/', import.meta.url));
const ends = new Ends();
const parked = [];
let millrace;
let caller;
let db;
let waiting = 0;
let wokenRuns = 0;

async function setUp({ folder }) {
  const data = join(folder, 'data');
  millrace = await startMillrace(readConfig({ data, workflows: WORKFLOWS, port: '0', logLevel: 'error' }, {}));
  caller = { workspaceId: millrace.workspaceId, actor: null, requestId: null, via: 'api' };
  millrace.context.journal.onCommitted((runs) => {
    for (const { runId, status, workflow } of runs) {
      if (workflow === 'waiter') countWaiter(status);
      else if (isTerminal(status)) ends.tell(runId);
    }
  });
  db = new DatabaseSync(join(data, 'millrace.db'), { readOnly: true });
  return 'synchronous=FULL journal_mode=WAL, written by one thread';
}

function countWaiter(status) {
  if (status === 'waiting') waiting += 1;
  if (isTerminal(status)) wokenRuns += 1;
}

async function start(workflow, input, delay) {
  const { run } = await startRun(millrace.context, caller, delay === undefined ? { workflow, input } : { workflow, input, delay });
  return run.id;
}

function countRows(sql) {
  return Number(db.prepare(sql).get().count);
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
    const wakeOne = (index) => sendSignal(millrace.context, caller, { runId: parked[index], name: 'go', payload: true });
    await doTimes(parked.length, wakeOne, { inFlight: 64, limitMs });
    await waitFor(() => wokenRuns >= parked.length, until - performance.now(), 5);
    return wokenRuns;
  },
});
