import { Queue, Worker } from 'bullmq';
import { Ends } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** BullMQ's fastest way to the same: a run is one job that saves its data after each of its five steps. */
const ends = new Ends();
let queue;
let next = 0;

async function doJob(job) {
  let { value } = job.data;
  for (let step = job.data.step; step < 5; step++) {
    value += 1;
    await job.updateData({ ...job.data, step: step + 1, value });
  }
  ends.tell(job.data.key);
  return value;
}

async function setUp({ redisPort, work, tuning }) {
  const connection = { host: '127.0.0.1', port: redisPort, maxRetriesPerRequest: null };
  queue = new Queue('one-job', { connection });
  await queue.waitUntilReady();
  if (work !== 'starts') await new Worker('one-job', doJob, { connection, concurrency: tuning.concurrency }).waitUntilReady();
  return 'Redis';
}

servePeer({
  setUp,
  runOnce: async () => {
    next += 1;
    const key = String(next);
    await queue.add('run', { key, step: 0, value: 0 });
    await ends.of(key);
  },
  completed: async () => queue.getCompletedCount(),
  startOne: async () => {
    await queue.add('run', { key: 'never', step: 0, value: 0 });
  },
});
