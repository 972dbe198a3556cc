/**
 * The law of the code: what each place may import. What is not listed is not allowed, and a place that is not listed
 * may not exist. ARCHITECTURE.md shows this table; a test holds the two equal.
 *
 * A place is a folder with everything below it, or one file; the longest match counts. Tests may import anything.
 */
export interface Layer {
  readonly place: string;
  readonly holds: string;
  /** Other places of the same package; `anything` is for the few files that put the parts together. */
  readonly imports: readonly string[] | 'anything';
  /** Modules of Node and packages from npm. */
  readonly modules: readonly string[];
}

export const SERVER = 'packages/millrace/src/';

export const LAYERS: readonly Layer[] = [
  {
    place: 'packages/protocol/src',
    holds: 'the wire contract: one schema per resource',
    imports: [],
    modules: ['zod'],
  },
  {
    place: 'packages/client/src',
    holds: 'the TypeScript SDK',
    imports: [],
    modules: ['@millrace/protocol'],
  },
  {
    place: `${SERVER}domain`,
    holds: 'pure decisions: statuses, folding of events, retries, progress, cost, limits, errors',
    imports: [],
    modules: [],
  },
  {
    place: `${SERVER}journal`,
    holds: 'the write port, group commit, the messages to and from its thread',
    imports: ['domain'],
    modules: [],
  },
  {
    place: `${SERVER}store`,
    holds: 'the read port',
    imports: ['domain', 'journal'],
    modules: [],
  },
  {
    place: `${SERVER}store/sqlite`,
    holds: 'reads, journal writer and migrations on SQLite',
    imports: ['domain', 'journal', 'store'],
    modules: ['node:crypto', 'node:fs', 'node:path', 'node:sqlite'],
  },
  {
    place: `${SERVER}artifacts`,
    holds: 'the file port, the folder adapter, signed links',
    imports: ['domain'],
    modules: ['fflate', 'node:crypto', 'node:fs', 'node:fs/promises', 'node:path', 'node:stream', 'node:stream/promises', 'node:zlib'],
  },
  {
    place: `${SERVER}engine/run-context.ts`,
    holds: 'what a workflow function works with, as types',
    imports: ['domain'],
    modules: [],
  },
  {
    place: `${SERVER}engine/runnable-workflow.ts`,
    holds: 'what the engine needs of a loaded workflow, as types',
    imports: ['domain', 'engine/run-context.ts'],
    modules: [],
  },
  {
    place: `${SERVER}engine`,
    holds: 'who runs a run: replay, steps, waits, cancellation',
    imports: ['domain', 'journal', 'store', 'artifacts', 'engine/run-context.ts', 'engine/runnable-workflow.ts'],
    modules: ['node:async_hooks', 'node:crypto'],
  },
  {
    place: `${SERVER}workflow`,
    holds: 'authoring: `defineWorkflow`, the loader, the registry',
    imports: ['domain', 'engine/run-context.ts', 'engine/runnable-workflow.ts'],
    modules: ['@standard-schema/spec', 'node:crypto', 'node:fs', 'node:fs/promises', 'node:module', 'node:path', 'node:url'],
  },
  {
    place: `${SERVER}dispatch`,
    holds: 'which run is taken when: queue, concurrency limits, timers, recovery',
    imports: ['domain', 'journal', 'store'],
    modules: [],
  },
  {
    place: `${SERVER}commands`,
    holds: 'one verb a file: `start-run`, `cancel-run`, …',
    imports: ['domain', 'journal', 'store', 'engine', 'artifacts'],
    modules: ['node:crypto'],
  },
  {
    place: `${SERVER}auth`,
    holds: 'keys, scopes, the policy table',
    imports: ['domain', 'store'],
    modules: ['node:crypto', 'node:zlib'],
  },
  {
    place: `${SERVER}api`,
    holds: 'the HTTP API: its server, router and what its routes share',
    imports: ['domain', 'journal', 'store', 'artifacts', 'commands', 'auth', 'api/routes'],
    modules: [
      '@fastify/busboy',
      '@hono/node-server',
      '@millrace/protocol',
      'hono',
      'node:crypto',
      'node:events',
      'node:http',
      'node:path',
      'node:stream',
      'rate-limiter-flexible',
      'zod',
      'zod-openapi',
    ],
  },
  {
    place: `${SERVER}api/routes`,
    holds: 'the operations of the native API: `<resource>/{routes,present}.ts`',
    imports: ['domain', 'journal', 'store', 'artifacts', 'commands', 'auth', 'api'],
    modules: ['@millrace/protocol', 'node:crypto', 'node:http', 'node:path', 'node:stream', 'zod'],
  },
  {
    place: `${SERVER}dialects`,
    holds: 'what dialects share: the contract, mounting, cached polls, templates, the list of them',
    imports: [
      'domain',
      'journal',
      'store',
      'artifacts',
      'commands',
      'auth',
      'api',
      'dialects/automindz',
      'dialects/onepin',
      'dialects/instabase',
      'dialects/deepcurrent',
      'dialects/eigenpal',
    ],
    modules: ['hono', 'node:crypto', 'node:http', 'zod'],
  },
  {
    place: `${SERVER}dialects/automindz`,
    holds: 'the run API of AutoMindz over our runs',
    imports: ['domain', 'journal', 'store', 'artifacts', 'commands', 'auth', 'api', 'dialects'],
    modules: ['node:crypto', 'node:http', 'zod'],
  },
  {
    place: `${SERVER}dialects/onepin`,
    holds: 'the run API of OnePin over our runs',
    imports: ['domain', 'journal', 'store', 'artifacts', 'commands', 'auth', 'api', 'dialects'],
    modules: ['node:crypto', 'node:http', 'zod'],
  },
  {
    place: `${SERVER}dialects/instabase`,
    holds: 'the run API of Instabase AI Hub over our runs',
    imports: ['domain', 'journal', 'store', 'artifacts', 'commands', 'auth', 'api', 'dialects'],
    modules: ['node:crypto', 'node:http', 'zod'],
  },
  {
    place: `${SERVER}dialects/deepcurrent`,
    holds: 'the run API of DeepCurrent over our runs',
    imports: ['domain', 'journal', 'store', 'artifacts', 'commands', 'auth', 'api', 'dialects'],
    modules: ['node:crypto', 'node:http', 'zod'],
  },
  {
    place: `${SERVER}dialects/eigenpal`,
    holds: 'the run API of EigenPal over our runs',
    imports: ['domain', 'journal', 'store', 'artifacts', 'commands', 'auth', 'api', 'dialects'],
    modules: ['node:crypto', 'node:http', 'zod'],
  },
  {
    place: `${SERVER}threads`,
    holds: 'entry points of the threads and what they are handed: composition roots like `main.ts`',
    imports: 'anything',
    modules: ['node:crypto', 'node:path', 'node:timers/promises', 'node:url', 'node:worker_threads'],
  },
  {
    place: `${SERVER}boot`,
    holds: 'the parts of starting and ending that `main.ts` puts together: storage, recovery, secrets, first start',
    imports: 'anything',
    modules: ['node:crypto', 'node:fs', 'node:os', 'node:path', 'node:process', 'node:timers/promises', 'node:worker_threads'],
  },
  {
    place: `${SERVER}boot/inspect-data.ts`,
    holds: 'a look into a data folder without a server, for `millrace doctor`',
    imports: ['domain', 'store', 'store/sqlite'],
    modules: ['node:fs', 'node:path'],
  },
  {
    place: `${SERVER}observability`,
    holds: 'the log of the server',
    imports: ['domain'],
    modules: [],
  },
  {
    place: `${SERVER}version.ts`,
    holds: 'the version of the package',
    imports: [],
    modules: ['node:fs'],
  },
  {
    place: `${SERVER}cli`,
    holds: 'commands over the client; `serve` and `dev` over `main.ts`',
    imports: ['domain', 'boot/inspect-data.ts', 'config.ts', 'main.ts', 'version.ts'],
    modules: [
      '@millrace/client',
      '@millrace/protocol',
      'commander',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:process',
      'node:url',
    ],
  },
  {
    place: `${SERVER}config.ts`,
    holds: 'one schema for all settings',
    imports: 'anything',
    modules: ['node:path', 'zod'],
  },
  {
    place: `${SERVER}main.ts`,
    holds: 'the composition root: picks adapters, starts threads, opens the port',
    imports: 'anything',
    modules: ['node:crypto', 'node:path'],
  },
  {
    place: `${SERVER}index.ts`,
    holds: 'the door of the package',
    imports: [
      'domain',
      'engine/run-context.ts',
      'workflow',
      'dialects/automindz',
      'dialects/onepin',
      'dialects/instabase',
      'dialects/deepcurrent',
      'dialects/eigenpal',
    ],
    modules: [],
  },
];

/** The only places that may read the environment of the process. */
export const MAY_READ_ENVIRONMENT = [`${SERVER}config.ts`, `${SERVER}main.ts`, `${SERVER}cli`];
