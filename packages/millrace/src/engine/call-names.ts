import { formatOp, type OpKind } from '../domain/op.ts';
import type { Run } from '../domain/run.ts';
import { NestedCall } from './run-errors.ts';
import { currentWork } from './run-scope.ts';

/** Names the calls of one function by kind, name and occurrence, which is how they are found again in the journal. */
export class CallNames {
  private readonly occurrences = new Map<string, number>();

  /**
   * Throws a `NestedCall` inside of a step or an item: those run beside each other, again after a failure, and not at all
   * in a replay that has their result, so nothing that they call has the same occurrence each time.
   */
  next(run: Run, kind: OpKind, name: string): string {
    const work = currentWork(run);
    if (work !== null) throw (work.fault ??= new NestedCall(`run.${kind === 'wait' ? 'waitFor' : kind}`, name, work));
    const key = `${kind}:${name}`;
    const occurrence = (this.occurrences.get(key) ?? 0) + 1;
    this.occurrences.set(key, occurrence);
    return formatOp(kind, name, occurrence);
  }
}
