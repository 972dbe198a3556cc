import type { StepContext } from '../../../packages/millrace/src/engine/run-context.ts';
import type { World } from '../world/world.ts';
import type { Watch } from './watch.ts';
import type { SeenRun } from './seen-run.ts';

/** A run that was called may go on so long after the one that called it, if nothing dies. */
const ORPHAN_MS = 8_000;

interface Execution {
  hasReturned: boolean;
  /** How many processes and threads had died when it last began. */
  readonly deaths: number;
}

/** What must hold at the moment at which an effect begins: the world outside sees these, whatever the journal says. */
export class Executions {
  private readonly world: World;
  private readonly watch: Watch;
  private readonly attempts = new Map<string, Execution>();
  private readonly effects = new Map<string, number>();
  /** Steps that returned and whose record is not durable, by run. */
  private readonly unrecorded = new Map<string, Set<string>>();
  total = 0;

  constructor(world: World, watch: Watch) {
    this.world = world;
    this.watch = watch;
  }

  /** Gives the number of this execution of the effect. */
  began(runId: string, { effectId, attempt }: StepContext, index: number | null): number {
    const { scheduler, deaths } = this.world;
    this.total += 1;
    scheduler.trace.note(`effect ${effectId} attempt ${attempt}`);
    const op = opOfEffect(runId, effectId, index);
    const where = `run ${runId}: ${effectId} attempt ${attempt}`;
    const run = this.watch.run(runId);
    const count = (this.effects.get(effectId) ?? 0) + 1;
    this.effects.set(effectId, count);
    if (op === null) this.watch.found('G4', `${where}: the effect id does not begin with the run's`);
    else if (run === null) this.watch.found('G1', `${where}: the run is not durable`);
    else this.judge(run, { op, attempt, index, where, count });
    const key = `${effectId}/${attempt}`;
    const before = this.attempts.get(key);
    // Failed attempts of an item are not recorded, so that a run that was paused in between begins with the first one again.
    const isKnown = index === null || before?.hasReturned === true;
    if (before !== undefined && before.deaths === deaths && isKnown) {
      this.watch.found('G3', `${where}: it began before, and nothing has died since`);
    }
    this.attempts.set(key, { hasReturned: false, deaths });
    return count;
  }

  returned(runId: string, { effectId, attempt }: StepContext): void {
    const execution = this.attempts.get(`${effectId}/${attempt}`);
    if (execution !== undefined) execution.hasReturned = true;
    const op = opOfEffect(runId, effectId, null);
    if (op === null || !SEQUENTIAL.has(this.watch.run(runId)?.workflow ?? '')) return;
    const open = this.unrecorded.get(runId) ?? new Set();
    this.unrecorded.set(runId, open.add(op));
  }

  recorded(runId: string, op: string): void {
    this.unrecorded.get(runId)?.delete(op);
  }

  /** The run has lost its owner, and with it what was not recorded. */
  lost(runId: string): void {
    this.unrecorded.delete(runId);
  }

  /** What had not been recorded is lost, and done again. */
  forget(): void {
    this.unrecorded.clear();
  }

  private judge(run: SeenRun, { op, attempt, index, where, count }: Begun): void {
    const { watch } = this;
    const now = this.world.scheduler.now();
    const seen = run.ops.get(op);
    if (run.starts === 0) watch.found('G3', `${where}: the start of its function is not durable`);
    if (index === null ? (seen?.end ?? null) !== null : seen?.items.has(index) === true) {
      watch.found('G3', `${where}: it is recorded already`);
    }
    if (watch.acks.isCancelled(run.id)) watch.found('G8', `${where}: the cancel of its run was acknowledged`);
    // Once its intent is recorded, an effect of that kind has begun: only a cancel still calls it off.
    if (watch.acks.isPaused(run.id) && (seen?.intents ?? 0) === 0) watch.found('G8', `${where}: the pause of its run was acknowledged`);
    if (index === null && attempt !== (seen?.failures ?? 0) + 1) watch.found('G3', `${where}: ${seen?.failures ?? 0} attempts have failed`);
    if ((seen?.retryAt ?? 0) > now) watch.found('G12', `${where}: it was to be tried again ${(seen?.retryAt ?? 0) - now} ms later`);
    if (run.workflow === 'once' && op === 'step:pay#1') {
      if (seen?.intents !== 1) watch.found('G4', `${where}: its intent is not durable`);
      if (count > 1) watch.found('G4', `${where}: it must happen at most once`);
    }
    watch.checkCallers(run, `${where} begins`);
    this.judgeParent(run, where);
    const open = this.unrecorded.get(run.id);
    if (open !== undefined && open.size > 0) watch.found('G3', `${where}: ${[...open].join(', ')} came before it and is not durable`);
  }

  /** When a run has ended, what it called ends too. */
  private judgeParent({ parentId }: SeenRun, where: string): void {
    const parent = parentId === null ? null : this.watch.run(parentId);
    const { scheduler, deaths } = this.world;
    if (parent === null || parent.finished === null || parent.finished.deaths !== deaths) return;
    const since = scheduler.now() - parent.at;
    if (since > ORPHAN_MS) this.watch.found('G8', `${where}: the run that called it ended ${since} ms ago`);
  }
}

interface Begun {
  readonly op: string;
  readonly attempt: number;
  readonly index: number | null;
  readonly where: string;
  readonly count: number;
}

/** In these, no step goes on beside another one. */
const SEQUENTIAL: ReadonlySet<string> = new Set(['chain', 'sleeper', 'asker', 'reviewed', 'once']);

function opOfEffect(runId: string, effectId: string, index: number | null): string | null {
  if (!effectId.startsWith(`${runId}:`)) return null;
  const op = effectId.slice(runId.length + 1);
  return index === null ? op : op.slice(0, -`:${index}`.length);
}
