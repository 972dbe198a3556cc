import { isTerminal } from '../../packages/millrace/src/domain/run-status.ts';
import { Workload } from './clients/workload.ts';
import type { Finding } from './watch/finding.ts';
import { checkAtEnd, checkAtRest } from './watch/rest-rules.ts';
import { activate } from './world/active-world.ts';
import { Faults } from './world/faults.ts';
import { World, type Ground } from './world/world.ts';

export interface SeedResult {
  readonly seed: number;
  readonly finding: Finding | null;
  /** The same for the same seed and the same code. */
  readonly hash: string;
  readonly happenings: number;
  readonly writes: number;
  readonly crashes: number;
  readonly runs: number;
  readonly executions: number;
  /** Virtual milliseconds. */
  readonly lasted: number;
  readonly trace: readonly string[] | null;
}

/** Clients and faults go on for so long at most; then everything is let come to rest. */
const BUSY_MS = 120_000;
const REST_MS = 45_000;
/** A run may wait for one thing after the other. */
const ROUNDS = 12;
/** Far more than any seed needs. */
const MOST_HAPPENINGS = 60_000;

/** Lives through the history of one seed. */
export async function simulateSeed(seed: number, ground: Ground, keepsTrace: boolean): Promise<SeedResult> {
  const world = new World(seed, ground, keepsTrace);
  activate(world);
  const { scheduler, watch } = world;
  const startedAt = scheduler.exactNow;
  const faults = new Faults(world);
  const stray = (error: unknown): void => watch.found('G12', `nobody waited for an error: ${inWords(error)}`);
  process.on('unhandledRejection', stray);
  try {
    await live(world, faults);
  } catch (error) {
    watch.found('G12', `the code threw: ${inWords(error)}`);
  }
  // Rejections that nobody waited for are told after the turn in which they came.
  process.off('unhandledRejection', stray);
  world.close();
  activate(null);
  const { finding, writes } = watch;
  const { hash, lines: trace } = scheduler.trace;
  const counts = { writes, crashes: faults.crashes, runs: watch.runs.size, executions: watch.executions.total };
  return { seed, finding, hash, happenings: scheduler.count, ...counts, lasted: scheduler.exactNow - startedAt, trace };
}

async function live(world: World, faults: Faults): Promise<void> {
  const { scheduler, watch } = world;
  const isFound = (): boolean => {
    if (scheduler.count > MOST_HAPPENINGS) watch.found('G12', 'it never comes to rest');
    return watch.finding !== null;
  };
  world.bootIn(0);
  const workload = new Workload(world);
  const ready = scheduler.exactNow + 5_000;
  await scheduler.runUntil(ready, () => isFound() || world.server !== null);
  scheduler.current = world.outside;
  faults.start();
  workload.begin();
  await scheduler.runUntil(scheduler.exactNow + BUSY_MS, () => isFound() || workload.open === 0);
  faults.stop();
  for (let round = 0; round < ROUNDS && !isFound(); round++) {
    await scheduler.runUntil(scheduler.exactNow + REST_MS, isFound);
    if (isFound() || (await rest(world, workload))) break;
  }
  const { server } = world;
  if (isFound()) return;
  if (server === null) watch.found('G12', 'the server is not there at the end');
  else checkAtEnd(watch, server.context.store, server.workspaceId);
}

/** Looks at what waits, and gives it what it waits for. True when every run has ended. */
async function rest(world: World, workload: Workload): Promise<boolean> {
  const { server, watch, scheduler } = world;
  if (server === null) return false;
  const { store } = server.context;
  checkAtRest(watch, store, server.workspaceId, scheduler.now());
  let isOver = true;
  for (const { id } of watch.runs.values()) {
    const run = store.runs.get(server.workspaceId, id);
    if (run === null || isTerminal(run.status)) continue;
    isOver = false;
    scheduler.current = world.outside;
    void workload.help(run);
  }
  return isOver;
}

function inWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
