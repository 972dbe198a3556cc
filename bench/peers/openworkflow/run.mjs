import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OpenWorkflow } from 'openworkflow';
import { BackendPostgres } from 'openworkflow/postgres';
import { BackendSqlite } from 'openworkflow/sqlite';
import postgres from 'postgres';
import { doTimes, Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** OpenWorkflow in one process with its caller: on Postgres when there is one, otherwise on SQLite. */
/** A run may have a thousand steps, so a map over more is one run that calls others. */
const PART = 1000;
const ends = new Ends();
const woken = { times: 0 };
let client;
let fiveSteps;
let fanOut;
let waiter;
let count;
let next = 0;

async function setUp({ work, folder, postgresUrl, tuning }) {
  const path = join(folder, 'openworkflow.db');
  const backend = postgresUrl === null ? BackendSqlite.connect(path) : await BackendPostgres.connect(postgresUrl);
  client = new OpenWorkflow({ backend });
  define();
  count = postgresUrl === null ? countInSqlite(path) : countInPostgres(postgresUrl);
  const workers = work === 'starts' ? 0 : tuning.workers;
  for (let index = 0; index < workers; index++) await client.newWorker({ concurrency: tuning.concurrency }).start();
  if (postgresUrl !== null) return 'Postgres';
  return `synchronous=${backend.db.prepare('PRAGMA synchronous').get().synchronous} journal_mode=${backend.db.prepare('PRAGMA journal_mode').get().journal_mode}`;
}

function define() {
  fiveSteps = client.defineWorkflow({ name: 'five-steps' }, async ({ input, step }) => {
    let value = 0;
    for (let index = 0; index < 5; index++) {
      const before = value;
      value = await step.run({ name: `step-${index}` }, () => before + 1);
    }
    ends.tell(input.key);
    return { value };
  });
  const part = client.defineWorkflow({ name: 'part' }, async ({ input, step }) => {
    const indexes = Array.from({ length: input.items }, (_, index) => index);
    return Promise.all(indexes.map((index) => step.run({ name: `item-${index}` }, () => index * 2)));
  });
  fanOut = client.defineWorkflow({ name: 'fan-out' }, async ({ input, step }) => {
    const parts = Array.from({ length: Math.ceil(input.items / PART) }, (_, index) => Math.min(PART, input.items - index * PART));
    await Promise.all(parts.map((items, index) => step.runWorkflow(part.workflow.spec, { items }, { name: `part-${index}` })));
    ends.tell(input.key);
    return null;
  });
  waiter = client.defineWorkflow({ name: 'waiter' }, async ({ input, step }) => {
    const heard = await step.waitForSignal({ signal: input.signal, timeout: '1 hour' });
    woken.times += 1;
    return heard;
  });
}

function countInSqlite(path) {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = (table, status) => db.prepare(`SELECT count(*) AS count FROM ${table} WHERE status IN (${status})`).get().count;
  return async (table, status) => rows(table, status);
}

function countInPostgres(url) {
  const sql = postgres(url, { max: 1 });
  return async (table, status) => {
    const [row] = await sql.unsafe(`SELECT count(*)::int AS count FROM openworkflow.${table} WHERE status IN (${status})`);
    return row.count;
  };
}

async function runToEnd(workflow, input) {
  next += 1;
  const key = String(next);
  await workflow.run({ ...input, key });
  await ends.of(key);
}

let parked = 0;

servePeer({
  setUp,
  runOnce: async () => runToEnd(fiveSteps, {}),
  completed: async () =>
    Math.min(
      await count('workflow_runs', "'completed', 'succeeded'"),
      Math.floor((await count('step_attempts', "'completed', 'succeeded'")) / 5),
    ),
  startOne: async () => {
    await fiveSteps.run({ key: 'never' });
  },
  fanOut: async (items) => runToEnd(fanOut, { items }),
  park: async (runs, limitMs) => {
    const until = performance.now() + limitMs;
    parked = await doTimes(runs, async () => void (await waiter.run({ signal: 'go' })), { inFlight: 64, limitMs });
    const waits = async () => (await count('step_attempts', "'running'")) >= parked;
    if (await waitFor(waits, until - performance.now(), 200)) return parked;
    return count('step_attempts', "'running'");
  },
  wake: async (limitMs) => {
    await client.sendSignal({ signal: 'go' });
    await waitFor(() => woken.times >= parked, limitMs, 5);
    return Math.min(woken.times, parked);
  },
});
