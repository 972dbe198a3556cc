import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import { isCrashWorkflow, RIGHT_ANSWERS } from '../right-answer.ts';
import type { AcknowledgedStart, Evidence, StoredRun } from './evidence.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** Every acknowledged start exists once, has ended, and ended with the right answer. So has every child of it. */
export function judgeStarts({ acknowledged, stored }: Evidence): readonly Finding[] {
  const byId = new Map(stored.runs.map((run) => [run.id, run]));
  const byKey = Map.groupBy(stored.runs, (run) => run.key);
  return [
    ...acknowledged.starts.flatMap((start) => judgeStart(start, byId, byKey.get(start.key)?.length ?? 0)),
    ...stored.runs.flatMap(judgeEnd),
    ...stored.runs.flatMap((run) => (run.parentRunId === null ? [] : judgeChild(run, byId.get(run.parentRunId) ?? null))),
  ];
}

function judgeStart(start: AcknowledgedStart, byId: ReadonlyMap<string, StoredRun>, sameKey: number): readonly Finding[] {
  const [id = '', ...others] = new Set(start.runIds);
  if (others.length > 0) return [finding('illegal', id, `the starts with key ${start.key} were answered with ${start.runIds.join(', ')}`)];
  if (sameKey > 1) return [finding('illegal', id, `${sameKey} runs were stored for key ${start.key}`)];
  const run = byId.get(id);
  if (run === undefined) return [finding('lost', id, `its start with key ${start.key} was acknowledged and there is no such run`)];
  if (!start.mustComplete || run.status === 'completed') return [];
  return [finding('lost', id, `${run.workflow} must complete and is ${run.status} (${run.reason})`)];
}

function judgeEnd(run: StoredRun): readonly Finding[] {
  if (!isTerminal(run.status)) return [finding('lost', run.id, `${run.workflow} never ended; it is ${run.status} (${run.reason})`)];
  if (run.status === 'failed') return [finding('lost', run.id, `${run.workflow} failed (${run.reason})`)];
  if (run.status !== 'completed' || !isCrashWorkflow(run.workflow)) return [];
  const right = RIGHT_ANSWERS[run.workflow](run.n);
  return run.answer === right ? [] : [finding('lost', run.id, `${run.workflow} answered ${run.answer} instead of ${right}`)];
}

function judgeChild(child: StoredRun, parent: StoredRun | null): readonly Finding[] {
  if (parent === null) return [finding('illegal', child.id, `its parent ${child.parentRunId} does not exist`)];
  if (parent.status === 'completed' && child.status !== 'completed') {
    return [finding('illegal', child.id, `it is ${child.status} and its parent ${parent.id} completed`)];
  }
  return [];
}
