import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** Graphile Worker bent to the work: a run is a chain of five jobs, each put into the queue before the one before it is completed. */
const ends = new Ends();
const items = { done: 0 };
let runner;
let utils;
let next = 0;

const taskList = {
  step: async ({ key, step, value }, { addJob }) => {
    if (step < 4) await addJob('step', { key, step: step + 1, value: value + 1 });
    else ends.tell(key);
  },
  item: async () => {
    items.done += 1;
  },
};

async function setUp({ postgresUrl, work, tuning }) {
  const queue = tuning.localQueue > 0 ? { localQueue: { size: tuning.localQueue, refetchDelay: { durationMs: 5, threshold: 0 } } } : {};
  const batches = tuning.batchDelayMs >= 0 ? { completeJobBatchDelay: tuning.batchDelayMs } : {};
  runner = await run({
    preset: {
      worker: {
        connectionString: postgresUrl,
        concurrentJobs: tuning.concurrency,
        maxPoolSize: tuning.pool,
        pollInterval: 500,
        ...queue,
        ...batches,
      },
    },
    taskList: work === 'starts' ? { other: async () => {} } : taskList,
    crontab: '',
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  });
  utils = await makeWorkerUtils({ connectionString: postgresUrl, maxPoolSize: 10 });
  return 'Postgres';
}

/** A task returns before its job is recorded as completed, which is to be deleted. */
async function isEmpty() {
  const { rows } = await utils.withPgClient((client) => client.query('SELECT 1 FROM graphile_worker._private_jobs LIMIT 1'));
  return rows.length === 0;
}

servePeer({
  setUp,
  runOnce: async () => {
    next += 1;
    const key = String(next);
    await runner.addJob('step', { key, step: 0, value: 0 });
    await ends.of(key);
  },
  startOne: async () => {
    await runner.addJob('step', { key: 'never', step: 0, value: 0 });
  },
  fanOut: async (count) => {
    for (let from = 0; from < count; from += 1000) {
      const jobs = Array.from({ length: Math.min(1000, count - from) }, (_, index) => ({
        identifier: 'item',
        payload: { index: from + index },
      }));
      await utils.addJobs(jobs);
    }
    await waitFor(async () => items.done >= count && (await isEmpty()), Number.POSITIVE_INFINITY, 2);
  },
});
