import { join } from 'node:path';
import { Mastra } from '@mastra/core';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { LibSQLStore } from '@mastra/libsql';
import { createClient } from '@libsql/client';
import { z } from 'zod';
import { doTimes, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** Mastra's workflows in one process with their caller, which keeps a snapshot of a run after each of its steps. */
let client;
let mastra;
let parked = [];

const value = z.object({ value: z.number() });
const addOne = (id) =>
  createStep({ id, inputSchema: value, outputSchema: value, execute: async ({ inputData }) => ({ value: inputData.value + 1 }) });
const fiveSteps = createWorkflow({ id: 'five-steps', inputSchema: value, outputSchema: value })
  .then(addOne('step-0'))
  .then(addOne('step-1'))
  .then(addOne('step-2'))
  .then(addOne('step-3'))
  .then(addOne('step-4'))
  .commit();

const item = createStep({ id: 'item', inputSchema: z.number(), outputSchema: z.number(), execute: async ({ inputData }) => inputData * 2 });
const fanOut = createWorkflow({ id: 'fan-out', inputSchema: z.array(z.number()), outputSchema: z.array(z.number()) })
  .foreach(item, { concurrency: 256 })
  .commit();

const wait = createStep({
  id: 'wait',
  inputSchema: value,
  outputSchema: value,
  resumeSchema: value,
  execute: async ({ resumeData, suspend }) => resumeData ?? suspend({}),
});
const waiter = createWorkflow({ id: 'waiter', inputSchema: value, outputSchema: value }).then(wait).commit();

async function setUp({ folder }) {
  client = createClient({ url: `file:${join(folder, 'mastra.db')}` });
  const { execute } = client;
  // The store sets synchronous=NORMAL, which may lose acknowledged records when the power goes; the default of SQLite does not.
  client.execute = async (statement, ...more) => {
    const sql = typeof statement === 'string' ? statement : statement.sql;
    return execute.call(client, /synchronous/iu.test(sql) && sql.includes('NORMAL') ? 'PRAGMA synchronous = FULL' : statement, ...more);
  };
  await client.execute('PRAGMA journal_mode = WAL');
  const storage = new LibSQLStore({ id: 'bench', client });
  mastra = new Mastra({ storage, workflows: { fiveSteps, fanOut, waiter }, logger: false });
  await storage.init();
  const { rows } = await client.execute('PRAGMA synchronous');
  const mode = await client.execute('PRAGMA journal_mode');
  return `synchronous=${rows[0].synchronous} journal_mode=${mode.rows[0].journal_mode}`;
}

async function runToEnd(name, inputData) {
  const run = await mastra.getWorkflow(name).createRun();
  const result = await run.start({ inputData });
  if (result.status !== 'success') throw new Error(`A run ended as ${result.status}: ${result.error?.message ?? ''}`);
}

async function count(status) {
  const sql = `SELECT count(*) AS count FROM mastra_workflow_snapshot WHERE json_extract(snapshot, '$.status') = '${status}'`;
  const { rows } = await client.execute(sql);
  return Number(rows[0].count);
}

servePeer({
  setUp,
  runOnce: async () => runToEnd('fiveSteps', { value: 0 }),
  completed: async () => count('success'),
  fanOut: async (items) =>
    runToEnd(
      'fanOut',
      Array.from({ length: items }, (_, index) => index),
    ),
  park: async (runs, limitMs) => {
    parked = [];
    const park = async () => {
      const run = await mastra.getWorkflow('waiter').createRun();
      await run.start({ inputData: { value: 0 } });
      parked.push(run.runId);
    };
    await doTimes(runs, park, { inFlight: 64, limitMs });
    await waitFor(async () => (await count('suspended')) >= parked.length, 5000, 200);
    return parked.length;
  },
  wake: async (limitMs) => {
    const wakeOne = async (index) => {
      const run = await mastra.getWorkflow('waiter').createRun({ runId: parked[index] });
      await run.resume({ step: 'wait', resumeData: { value: 1 } });
    };
    return doTimes(parked.length, wakeOne, { inFlight: 64, limitMs });
  },
});
