import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { doTimes, Ends, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';

/** Vercel's Workflow SDK: an application of its own, built by its compiler, served by this process, with the Postgres world. */
const PEER = fileURLToPath(new URL('./', import.meta.url));
const ends = new Ends();
let db;
let sdk;
let workflows;
let parked = 0;

async function setUp({ work, postgresUrl, tuning }) {
  const app = join(PEER, '.millrace/app');
  execFileSync(process.execPath, [join(PEER, 'build.mjs'), app]);
  workflows = JSON.parse(readFileSync(join(app, '.well-known/workflow/v1/manifest.json'), 'utf8')).workflows['workflows.mjs'];
  Object.assign(process.env, {
    WORKFLOW_TARGET_WORLD: '@workflow/world-postgres',
    WORKFLOW_POSTGRES_URL: postgresUrl,
    WORKFLOW_POSTGRES_WORKER_CONCURRENCY: String(tuning.concurrency),
    WORKFLOW_POSTGRES_MAX_POOL_SIZE: String(tuning.pool),
    WORKFLOW_TELEMETRY_DISABLED: '1',
  });
  execFileSync(process.execPath, [join(PEER, 'node_modules/@workflow/world-postgres/bin/setup.js')], { env: process.env });
  process.chdir(app);
  const require = createRequire(join(app, 'index.cjs'));
  const routes = new Map([
    ['/.well-known/workflow/v1/flow', require('./out/flow.cjs').POST],
    ['/.well-known/workflow/v1/step', require('./out/step.cjs').POST],
  ]);
  process.env.WORKFLOW_LOCAL_BASE_URL = await serve(routes);
  // It looks for its world from the folder it is loaded in.
  sdk = { ...(await import('workflow/api')), ...(await import('workflow/runtime')) };
  const world = await sdk.getWorld();
  if (work !== 'starts') await world.start();
  db = new pg.Pool({ connectionString: postgresUrl, max: 2 });
  if (work !== 'starts') void watchEnds();
  return 'Postgres';
}

/** What a framework does for it: hands requests to the two routes of the bundles. */
async function serve(routes) {
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url, 'http://127.0.0.1');
    const parts = [];
    for await (const part of incoming) parts.push(part);
    const route = routes.get(url.pathname);
    const body = incoming.method === 'POST' ? Buffer.concat(parts) : undefined;
    const response = await route(new Request(url, { method: incoming.method, headers: incoming.headers, body }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** Its own way to wait for a run is to ask again every second; asking the table is quicker and cheaper. */
async function watchEnds() {
  let since = new Date(0);
  const told = new Set();
  for (;;) {
    const { rows } = await db.query(
      "SELECT id, completed_at FROM workflow.workflow_runs WHERE status = 'completed' AND completed_at >= $1",
      [since],
    );
    for (const { id, completed_at: at } of rows) {
      if (at > since) since = at;
      if (!told.has(id)) ends.tell(id);
      told.add(id);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

async function count(sql) {
  const { rows } = await db.query(sql);
  return rows[0].count;
}

async function runToEnd(name, args) {
  const run = await sdk.start(workflows[name], args);
  await ends.of(run.runId);
}

servePeer({
  setUp,
  runOnce: async () => runToEnd('fiveSteps', []),
  completed: async () =>
    Math.min(
      await count("SELECT count(*)::int AS count FROM workflow.workflow_runs WHERE status = 'completed'"),
      await count("SELECT count(*)::int / 5 AS count FROM workflow.workflow_steps WHERE status = 'completed'"),
    ),
  startOne: async () => {
    await sdk.start(workflows.fiveSteps, []);
  },
  fanOut: async (items) => runToEnd('fanOut', [items]),
  park: async (runs, limitMs) => {
    const until = performance.now() + limitMs;
    parked = await doTimes(runs, async (index) => void (await sdk.start(workflows.waiter, [`wait-${index}`])), { inFlight: 64, limitMs });
    const waits = async () => (await count('SELECT count(*)::int AS count FROM workflow.workflow_hooks')) >= parked;
    await waitFor(waits, until - performance.now(), 200);
    parked = await count('SELECT count(*)::int AS count FROM workflow.workflow_hooks');
    return parked;
  },
  wake: async (limitMs) => {
    const until = performance.now() + limitMs;
    const { rows } = await db.query('SELECT token FROM workflow.workflow_hooks');
    await doTimes(rows.length, async (index) => void (await sdk.resumeHook(rows[index].token, { go: true })), { inFlight: 64, limitMs });
    const ended = async () => count("SELECT count(*)::int AS count FROM workflow.workflow_runs WHERE status = 'completed'");
    await waitFor(async () => (await ended()) >= parked, until - performance.now(), 20);
    return ended();
  },
});
