import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import { doTimes, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** DBOS in one process with its caller: workflows run where they were started, as its documentation shows first. */
let db;
let parked = [];
let heard = 0;

const fiveSteps = DBOS.registerWorkflow(
  async () => {
    let value = 0;
    for (let index = 0; index < 5; index++) {
      const before = value;
      value = await DBOS.runStep(async () => before + 1, { name: `step-${index}` });
    }
    return value;
  },
  { name: 'fiveSteps' },
);
const fanOut = DBOS.registerWorkflow(
  async (items) => {
    const indexes = Array.from({ length: items }, (_, index) => index);
    await Promise.all(indexes.map((index) => DBOS.runStep(async () => index * 2, { name: `item-${index}` })));
  },
  { name: 'fanOut' },
);
const waiter = DBOS.registerWorkflow(
  async () => {
    const said = await DBOS.recv('go', 3600);
    heard += 1;
    return said;
  },
  { name: 'waiter' },
);

async function setUp({ work, postgresUrl, tuning }) {
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: postgresUrl,
    systemDatabasePoolSize: tuning.pool,
    logLevel: 'error',
    runAdminServer: false,
    enableOTLP: false,
  });
  await DBOS.launch();
  if (work === 'starts') await DBOS.registerQueue('later');
  db = new pg.Pool({ connectionString: postgresUrl, max: 2 });
  return 'Postgres';
}

async function count(sql) {
  const { rows } = await db.query(sql);
  return rows[0].count;
}

servePeer({
  setUp,
  runOnce: async () => {
    const handle = await DBOS.startWorkflow(fiveSteps)();
    await handle.getResult();
  },
  completed: async () =>
    count(
      "SELECT count(*)::int AS count FROM dbos.workflow_status s WHERE status = 'SUCCESS' AND (SELECT count(*) FROM dbos.operation_outputs o WHERE o.workflow_uuid = s.workflow_uuid) = 5",
    ),
  startOne: async () => {
    await DBOS.startWorkflow(fiveSteps, { queueName: 'later', enqueueOptions: { delaySeconds: 100_000 } })();
  },
  fanOut: async (items) => {
    const handle = await DBOS.startWorkflow(fanOut)(items);
    await handle.getResult();
  },
  park: async (runs, limitMs) => {
    const until = performance.now() + limitMs;
    parked = [];
    await doTimes(runs, async () => void parked.push((await DBOS.startWorkflow(waiter)()).workflowID), { inFlight: 64, limitMs });
    const waits = async () =>
      (await count("SELECT count(*)::int AS count FROM dbos.workflow_status WHERE status = 'PENDING'")) >= parked.length;
    await waitFor(waits, until - performance.now(), 200);
    return parked.length;
  },
  wake: async (limitMs) => {
    const until = performance.now() + limitMs;
    await doTimes(parked.length, async (index) => DBOS.send(parked[index], { go: true }, 'go'), { inFlight: 64, limitMs });
    const done = async () =>
      heard >= parked.length && (await count("SELECT count(*)::int AS count FROM dbos.workflow_status WHERE status = 'PENDING'")) === 0;
    await waitFor(done, until - performance.now(), 50);
    return Math.min(heard, parked.length);
  },
});
