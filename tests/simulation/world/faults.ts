import type { RunChange } from '../../../packages/millrace/src/domain/change.ts';
import type { World, WrittenChange } from './world.ts';

/** Happenings in which the clients of a seed are mostly through; crashes come before. */
const BUSY_HAPPENINGS = 1_200;
const BUSY_WRITES = 120;
const BUSY_IN_ENGINES = 400;

/** Changes after which a process may end before anybody has heard of them. */
const TELLING = [
  'run.queued',
  'run.started',
  'run.waiting',
  'run.finished',
  'run.cancel-requested',
  'run.pause-requested',
  'signal.received',
  'review.decided',
  'step.started',
  'child.started',
] as const satisfies readonly RunChange['type'][];

/** Ends processes and threads at drawn moments: after any happening, or right after a write, before anybody hears of it. */
export class Faults {
  private readonly world: World;
  private readonly atCount: number[] = [];
  private readonly atWrite: number[] = [];
  /** After the n-th change of that type. */
  private readonly atChange = new Map<string, number>();
  /** What else happens, by the count of happenings. */
  private readonly others = new Map<number, () => void>();
  /** By happenings in engines: the one that was just active ends, with what it has posted on its way. */
  private readonly kills: number[] = [];
  private inEngines = 0;
  private isDue = false;
  private writes = 0;
  crashes = 0;

  constructor(world: World) {
    this.world = world;
    const { setting, scheduler } = world;
    const { random } = scheduler;
    for (let crash = 0; crash < setting.crashes; crash++) {
      const kind = random.next();
      if (kind < 0.3) this.atCount.push(random.integer(100, BUSY_HAPPENINGS));
      else if (kind < 0.7) this.atChange.set(random.pick(TELLING), random.integer(1, 6));
      else this.atWrite.push(random.integer(5, BUSY_WRITES));
    }
    this.at(setting.gentleStops, () => world.stopGently(random.pick([0, 20, 1_500])));
    this.at(setting.reloads, () => world.reload());
    this.at(setting.fullDisks, () => world.fillDisk(random.pick([1, 30, 2_000, 6_000])));
    for (let kill = 0; kill < setting.engineKills; kill++) this.kills.push(random.integer(1, BUSY_IN_ENGINES));
  }

  start(): void {
    const { world } = this;
    world.onWrite.push((changes) => this.hearWrite(changes));
    world.scheduler.after = () => this.look();
    world.scheduler.stallShare = world.setting.stallShare;
    world.scheduler.isRough = true;
    world.repeatsTimers = true;
  }

  /** From now on nothing fails any more. */
  stop(): void {
    this.world.onWrite = [];
    this.world.scheduler.after = () => {};
    this.world.scheduler.stallShare = 0;
    this.world.scheduler.isRough = false;
    this.world.repeatsTimers = false;
  }

  private at(times: number, happens: () => void): void {
    for (let time = 0; time < times; time++) this.others.set(this.world.scheduler.random.integer(100, BUSY_HAPPENINGS), happens);
  }

  private hearWrite(changes: readonly WrittenChange[]): void {
    this.writes += 1;
    this.isDue ||= this.atWrite.includes(this.writes);
    for (const { type } of changes) {
      const left = this.atChange.get(type);
      if (left === undefined) continue;
      this.atChange.set(type, left - 1);
      this.isDue ||= left === 1;
    }
  }

  private look(): void {
    const { world } = this;
    const { count, random, current } = world.scheduler;
    this.others.get(count)?.();
    if (this.isDue || this.atCount.includes(count)) {
      this.isDue = false;
      this.crashes += 1;
      world.crash();
      world.bootIn(random.pick([1, 200, 4_000, 30_000]) * random.next());
    } else if (world.engines.includes(current)) {
      this.inEngines += 1;
      if (this.kills.includes(this.inEngines)) world.killEngine(current);
    }
  }
}
