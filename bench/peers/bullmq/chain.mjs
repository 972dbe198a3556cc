import { Queue, Worker } from 'bullmq';
import { Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** BullMQ bent to the work: a run is a chain of five jobs, each put into the queue before the one before it is completed. */
const ends = new Ends();
const items = { done: 0 };
let queue;
let next = 0;

async function doJob({ name, data }) {
  if (name === 'item') items.done += 1;
  else if (data.step < 4) await queue.add('step', { key: data.key, step: data.step + 1, value: data.value + 1 });
  else ends.tell(data.key);
}

async function setUp({ redisPort, work, tuning }) {
  const connection = { host: '127.0.0.1', port: redisPort, maxRetriesPerRequest: null };
  queue = new Queue('chain', { connection });
  await queue.waitUntilReady();
  if (work !== 'starts') await new Worker('chain', doJob, { connection, concurrency: tuning.concurrency }).waitUntilReady();
  return 'Redis';
}

servePeer({
  setUp,
  runOnce: async () => {
    next += 1;
    const key = String(next);
    await queue.add('step', { key, step: 0, value: 0 });
    await ends.of(key);
  },
  completed: async () => Math.floor((await queue.getCompletedCount()) / 5),
  startOne: async () => {
    await queue.add('step', { key: 'never', step: 0, value: 0 });
  },
  fanOut: async (count) => {
    for (let from = 0; from < count; from += 1000) {
      await queue.addBulk(
        Array.from({ length: Math.min(1000, count - from) }, (_, index) => ({ name: 'item', data: { index: from + index } })),
      );
    }
    await waitFor(async () => items.done >= count && (await queue.getCompletedCount()) >= count, Number.POSITIVE_INFINITY, 2);
  },
});
