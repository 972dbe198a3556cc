import type { RunChangeOf } from '../../../packages/millrace/src/domain/change.ts';
import type { Found } from './finding.ts';
import type { SeenOp, SeenRun } from './seen-run.ts';

/** The workflows of a simulation give back what each of their calls gave them: it must be what was recorded first. */
export function checkOutput(run: SeenRun, { status, payload }: RunChangeOf<'run.finished'>, found: Found): void {
  if (status !== 'completed') return;
  const output: unknown = payload === null ? null : JSON.parse(payload);
  if (typeof output !== 'object' || output === null) return found('G3', `run ${run.id} completed without its output`);
  for (const [op, given] of Object.entries(output)) {
    const seen = run.ops.get(op);
    if (seen === undefined) {
      if (op.includes(':')) found('G3', `run ${run.id} gave a value for ${op}, which is not recorded`);
      continue;
    }
    const recorded = recordedValue(run, seen);
    if (JSON.stringify(given) !== JSON.stringify(recorded)) {
      found('G3', `run ${run.id} got ${JSON.stringify(given)} from ${op}; recorded is ${JSON.stringify(recorded)}`);
    }
  }
}

function recordedValue(run: SeenRun, seen: SeenOp): unknown {
  if (seen.op.startsWith('map:')) return seen.items.size;
  if (seen.childId !== null) return parse(run.childEnds.get(seen.childId)?.payload ?? null);
  const value = parse(seen.end?.payload ?? null);
  if (!seen.op.startsWith('review:')) return value;
  // What was decided is in there as text.
  return typeof value === 'object' && value !== null && 'payload' in value ? parse(String(value.payload)) : null;
}

function parse(payload: string | null): unknown {
  const value: unknown = payload === null ? null : JSON.parse(payload);
  return value;
}
