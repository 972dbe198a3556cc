import type { Peer } from './peer.ts';

const NO_MAP = 'A floor records events and nothing else.';
const NO_WAIT = 'A queue has no run that waits for a signal.';
const FLOOR = { kind: 'floor', packages: [], tunings: [{}], cannot: { starts: NO_MAP, 'fan-out': NO_MAP, 'park-wake': NO_MAP } } as const;
const MILLRACE = { kind: 'engine', folder: 'millrace', server: null, packages: [], tunings: [{}] } as const;

/** All that is measured, ourselves and the floors included. */
export const PEERS: readonly Peer[] = [
  {
    ...MILLRACE,
    name: 'millrace',
    title: 'Millrace, in process',
    program: 'in-process.mjs',
    cannot: {},
    notes:
      'In one process with its caller, started by the command that every surface of it uses, with its defaults. An end counts when it is durable.',
  },
  {
    ...MILLRACE,
    name: 'millrace-http',
    title: 'Millrace, over HTTP',
    program: 'over-http.mjs',
    cannot: {
      starts: 'See `durable-starts` of the core benchmark.',
      'fan-out': 'The same as in process.',
      'park-wake': 'The same as in process.',
    },
    notes:
      'As users run it: a server over loopback with a key, its defaults, `POST /v1/runs` with `Prefer: wait`; the load comes from a process of its own, over bare sockets.',
  },
  {
    name: 'openworkflow-sqlite',
    title: 'OpenWorkflow, SQLite',
    kind: 'engine',
    folder: 'openworkflow',
    program: 'run.mjs',
    server: null,
    packages: ['openworkflow'],
    tunings: [
      { workers: 1, concurrency: 128 },
      { workers: 1, concurrency: 64 },
      { workers: 4, concurrency: 32 },
    ],
    cannot: {},
    notes:
      'Its SQLite backend as it comes (WAL, synchronous=FULL). Worker and caller in one process; the sweep is over the number of workers and their concurrency. A run counts as ended when its function returns, because its handle asks again only once a second. A run may have 1,000 steps, so the map is one run that calls others of 1,000 items each. One signal wakes all.',
  },
  {
    name: 'openworkflow-postgres',
    title: 'OpenWorkflow, Postgres',
    kind: 'engine',
    folder: 'openworkflow',
    program: 'run.mjs',
    server: 'postgres',
    packages: ['openworkflow'],
    tunings: [
      { workers: 1, concurrency: 64 },
      { workers: 1, concurrency: 128 },
      { workers: 4, concurrency: 32 },
    ],
    cannot: {},
    notes: 'Its Postgres backend with its own pool; otherwise like the one on SQLite.',
  },
  {
    name: 'dbos',
    title: 'DBOS',
    kind: 'engine',
    folder: 'dbos',
    program: 'run.mjs',
    server: 'postgres',
    packages: ['@dbos-inc/dbos-sdk'],
    tunings: [{ pool: 20 }, { pool: 50 }, { pool: 10 }],
    cannot: {},
    notes:
      'Workflows run where they are started and are waited for by their handle, which does not poll within a process. The sweep is over the size of its connection pool. Starts are enqueued for later. Each waiting run is sent a message of its own.',
  },
  {
    name: 'restate',
    title: 'Restate',
    kind: 'engine',
    folder: 'restate',
    program: 'run.mjs',
    server: null,
    packages: ['@restatedev/restate-server', '@restatedev/restate-sdk'],
    tunings: [{ partitions: 1 }, { partitions: 4 }, { partitions: 24 }],
    cannot: {},
    notes:
      'Its server from the registry with the fsync of its log on, a service in one Node process, and the load from a process of its own over bare sockets, as for Millrace over HTTP. The sweep is over the number of partitions; the limit of concurrent invocations is raised to 20,000. Runs that wait are suspended after 100 ms instead of a minute, and each is woken through its awakeable.',
  },
  {
    name: 'absurd',
    title: 'Absurd',
    kind: 'engine',
    folder: 'absurd',
    program: 'run.mjs',
    server: 'postgres',
    packages: ['absurd-sdk'],
    tunings: [
      { pool: 10, concurrency: 64, batch: 64, pollMs: 10 },
      { pool: 6, concurrency: 32, batch: 32, pollMs: 10 },
      { pool: 20, concurrency: 256, batch: 64, pollMs: 10 },
    ],
    cannot: {},
    notes:
      'Its SQL as its command line tool brings it, one unpartitioned queue, one worker in one process with its caller that polls every 10 ms instead of 250. The sweep is over connections, concurrency and tasks a claim. A run counts as ended when its function returns. One event wakes all.',
  },
  {
    name: 'vercel-workflow',
    title: 'Vercel Workflow, Postgres world',
    kind: 'engine',
    folder: 'vercel-workflow',
    program: 'run.mjs',
    server: 'postgres',
    packages: ['workflow', '@workflow/world-postgres'],
    tunings: [{ concurrency: 32, pool: 40 }],
    cannot: {},
    notes:
      'Compiled by its own standalone builder, its two routes served by bare `node:http` in one process with the caller and the Postgres world; 32 jobs at a time with 40 connections, the best of 10, 32 and 100, tried by hand because a round of it takes so long. The end of a run is read from its table every 5 ms, because its handle asks again only once a second. Each waiting run is resumed by its hook.',
  },
  {
    name: 'mastra',
    title: 'Mastra workflows, libSQL',
    kind: 'engine',
    folder: 'mastra',
    program: 'run.mjs',
    server: null,
    packages: ['@mastra/core', '@mastra/libsql'],
    tunings: [{}],
    cannot: { starts: 'A run starts where it is created, and is not recorded as started apart from running.' },
    notes:
      'Its libSQL store on a file in WAL mode. The store sets synchronous=NORMAL, which can lose what it has recorded when the power goes; here it is set to FULL, as for everybody. No log, no telemetry. The map is `foreach` with 256 at a time, which writes the snapshot of the run once an item.',
  },
  {
    name: 'pg-boss',
    title: 'pg-boss, chain of 5 jobs',
    kind: 'queue',
    folder: 'pg-boss',
    program: 'run.mjs',
    server: 'postgres',
    packages: ['pg-boss'],
    tunings: [
      { pool: 20, batch: 32, workers: 8 },
      { pool: 10, batch: 128, workers: 2 },
      { pool: 10, batch: 256, workers: 1 },
    ],
    cannot: { 'park-wake': NO_WAIT },
    notes:
      'Each job puts the next one of its run into the queue and is then completed. Workers take batches, put the next jobs of a batch with one statement, and are woken by LISTEN/NOTIFY; supervision and schedules are off. The sweep is over batch size and workers. The map is one job an item, inserted 1,000 at a time.',
  },
  {
    name: 'graphile-worker',
    title: 'Graphile Worker, chain of 5 jobs',
    kind: 'queue',
    folder: 'graphile-worker',
    program: 'run.mjs',
    server: 'postgres',
    packages: ['graphile-worker'],
    tunings: [
      { pool: 60, concurrency: 256, localQueue: 257, batchDelayMs: 5 },
      { pool: 30, concurrency: 64, localQueue: 65, batchDelayMs: 0 },
      { pool: 30, concurrency: 24, localQueue: 0, batchDelayMs: -1 },
    ],
    cannot: { 'park-wake': NO_WAIT },
    notes:
      'Each job adds the next one of its run and is then completed. The sweep is over concurrency, connections, its local queue and its batches of completions, which its documentation recommends for speed. The map is one job an item, added 1,000 at a time. It deletes completed jobs.',
  },
  {
    name: 'bullmq-chain',
    title: 'BullMQ, chain of 5 jobs',
    kind: 'queue',
    folder: 'bullmq',
    program: 'chain.mjs',
    server: 'redis',
    packages: ['bullmq'],
    tunings: [{ concurrency: 256 }, { concurrency: 64 }, { concurrency: 1024 }],
    cannot: { 'park-wake': NO_WAIT },
    notes:
      'Redis with appendonly and appendfsync=always, without snapshots; ioredis. Each job adds the next one of its run and is then completed. The sweep is over the concurrency of the worker. The map is one job an item, added 1,000 at a time.',
  },
  {
    name: 'bullmq-one-job',
    title: 'BullMQ, one job that saves its data',
    kind: 'queue',
    folder: 'bullmq',
    program: 'one-job.mjs',
    server: 'redis',
    packages: ['bullmq'],
    tunings: [{ concurrency: 256 }, { concurrency: 64 }, { concurrency: 1024 }],
    cannot: { 'fan-out': 'The same as the chain: one job an item.', 'park-wake': NO_WAIT },
    notes: 'Its fastest way to the same: one job that saves its data after each step. Otherwise like the chain.',
  },
  {
    ...FLOOR,
    name: 'floor-sqlite',
    title: 'Bare group commit on SQLite',
    folder: 'sqlite-floor',
    program: 'run.ts',
    server: null,
    notes:
      'A loop that inserts one row an event, seven events a run, as many a transaction as runs are in flight, one fsync a transaction.',
  },
  {
    ...FLOOR,
    name: 'floor-postgres',
    title: 'Bare batched loop on Postgres',
    folder: 'postgres-floor',
    program: 'run.mjs',
    server: 'postgres',
    notes: 'The same loop with one statement a transaction over one connection.',
  },
];
