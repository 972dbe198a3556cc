import { PgBoss } from 'pg-boss';
import { Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** pg-boss bent to the work: a run is a chain of five jobs, each put into the queue before the one before it is completed. */
const ends = new Ends();
const items = { done: 0 };
let boss;
let next = 0;

async function setUp({ work, postgresUrl, tuning }) {
  boss = new PgBoss({ connectionString: postgresUrl, max: tuning.pool, useListenNotify: true, supervise: false, schedule: false });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue('step', { notify: true });
  await boss.createQueue('item', { notify: true });
  if (work === 'starts') return 'Postgres';
  const options = { batchSize: tuning.batch, localConcurrency: tuning.workers, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
  await boss.work('step', options, doSteps);
  await boss.work('item', options, async (jobs) => {
    items.done += jobs.length;
  });
  return 'Postgres';
}

/** A batch puts the next jobs of all its chains into the queue with one statement. */
async function doSteps(jobs) {
  const follow = jobs
    .filter(({ data }) => data.step < 4)
    .map(({ data }) => ({ data: { key: data.key, step: data.step + 1, value: data.value + 1 } }));
  if (follow.length > 0) await boss.insert('step', follow);
  for (const { data } of jobs) if (data.step === 4) ends.tell(data.key);
}

/** A handler returns before its jobs are recorded as completed. */
async function isEmpty() {
  const { rows } = await boss.getDb().executeSql("SELECT 1 FROM pgboss.job WHERE name = 'item' AND state < 'completed' LIMIT 1");
  return rows.length === 0;
}

servePeer({
  setUp,
  runOnce: async () => {
    next += 1;
    const key = String(next);
    await boss.send('step', { key, step: 0, value: 0 });
    await ends.of(key);
  },
  startOne: async () => {
    await boss.send('step', { key: 'never', step: 0, value: 0 });
  },
  fanOut: async (count) => {
    for (let from = 0; from < count; from += 1000) {
      await boss.insert(
        'item',
        Array.from({ length: Math.min(1000, count - from) }, (_, index) => ({ data: { index: from + index } })),
      );
    }
    await waitFor(async () => items.done >= count && (await isEmpty()), Number.POSITIVE_INFINITY, 2);
  },
});
