import { execFileSync } from 'node:child_process';
import { Absurd } from 'absurd-sdk';
import pg from 'pg';
import { doTimes, Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** Absurd in one process with its caller. Its engine is SQL, which comes with its command line tool. */
const ends = new Ends();
const woken = { times: 0 };
let app;
let db;
let next = 0;
let parked = 0;

async function setUp({ work, postgresUrl, tuning }) {
  db = new pg.Pool({ connectionString: postgresUrl, max: tuning.pool });
  const env = { ...process.env, PYTHONPATH: new URL('./node_modules/.python', import.meta.url).pathname };
  await db.query(execFileSync('python3', ['-c', 'import absurdctl; print(absurdctl.BUNDLED_SCHEMA_SQL)'], { env, encoding: 'utf8' }));
  app = new Absurd({ db, queueName: 'bench', log: { log() {}, info() {}, warn() {}, error: console.error } });
  await app.createQueue('bench');
  app.registerTask({ name: 'five-steps' }, fiveSteps);
  app.registerTask({ name: 'fan-out' }, fanOut);
  app.registerTask({ name: 'waiter' }, waiter);
  if (work !== 'starts')
    await app.startWorker({ concurrency: tuning.concurrency, batchSize: tuning.batch, pollInterval: tuning.pollMs / 1000 });
  return 'Postgres';
}

async function fiveSteps({ key }, ctx) {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const before = value;
    value = await ctx.step(`step-${index}`, async () => before + 1);
  }
  ends.tell(key);
  return { value };
}

async function fanOut({ key, items }, ctx) {
  const indexes = Array.from({ length: items }, (_, index) => index);
  await Promise.all(indexes.map((index) => ctx.step(`item-${index}`, async () => index * 2)));
  ends.tell(key);
  return null;
}

async function waiter(_params, ctx) {
  const heard = await ctx.awaitEvent('go');
  woken.times += 1;
  return heard;
}

async function runToEnd(name, params) {
  next += 1;
  const key = String(next);
  await app.spawn(name, { ...params, key });
  await ends.of(key);
}

async function count(sql) {
  const { rows } = await db.query(sql);
  return rows[0].count;
}

servePeer({
  setUp,
  runOnce: async () => runToEnd('five-steps', {}),
  completed: async () =>
    Math.min(
      await count("SELECT count(*)::int AS count FROM absurd.t_bench WHERE state = 'completed'"),
      await count('SELECT count(*)::int / 5 AS count FROM absurd.c_bench'),
    ),
  startOne: async () => {
    await app.spawn('five-steps', { key: 'never' });
  },
  fanOut: async (items) => runToEnd('fan-out', { items }),
  park: async (runs, limitMs) => {
    const until = performance.now() + limitMs;
    parked = await doTimes(runs, async () => void (await app.spawn('waiter', {})), { inFlight: 64, limitMs });
    const waits = async () => (await count('SELECT count(*)::int AS count FROM absurd.w_bench')) >= parked;
    if (await waitFor(waits, until - performance.now(), 200)) return parked;
    return count('SELECT count(*)::int AS count FROM absurd.w_bench');
  },
  wake: async (limitMs) => {
    await app.emitEvent('go', { go: true });
    await waitFor(() => woken.times >= parked, limitMs, 5);
    return Math.min(woken.times, parked);
  },
});
