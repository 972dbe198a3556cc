import type { Execution } from '../execution.ts';
import type { ChildEnd } from '../history.ts';
import { recordable, revive } from '../payload.ts';
import type { CallOptions } from '../run-context.ts';
import { ChildError } from '../run-errors.ts';

interface ChildCall {
  readonly op: string;
  readonly name: string;
  readonly workflow: string;
  readonly input: unknown;
  readonly options: CallOptions;
}

export async function call<T>(execution: Execution, workflow: string, input: unknown, options: CallOptions = {}): Promise<T> {
  const name = options.name ?? workflow;
  const op = execution.nextOp('call', name);
  const runId = execution.history.child(op) ?? (await startChild(execution, { op, name, workflow, input, options }));
  const known = execution.history.waitEnd(op) === null ? null : execution.history.childEnd(runId);
  const end = known ?? (await childEnd(execution, op, name, runId));
  if (known !== null) await execution.replayed(op);
  if (end.status === 'completed') return revive(end.payload);
  throw new ChildError(runId, end.status, end.error);
}

async function childEnd(execution: Execution, op: string, name: string, runId: string): Promise<ChildEnd> {
  const wait = { op, reason: 'child', waitingFor: { kind: 'child', name, runId }, wakeOn: `child:${runId}`, until: null } as const;
  const end = await execution.waitUntil(wait, () => {
    const ended = execution.history.childEnd(runId);
    return ended === null ? null : { value: ended };
  });
  // Recorded without what the child gave, which the run was told: it is the moment that counts.
  void execution.commit({ type: 'wait.completed', op, name, timedOut: false, signalSeq: null, payload: null });
  return end;
}

/** The child and the parent's knowledge of it are one commit: neither can exist without the other. */
async function startChild(execution: Execution, { op, name, workflow, input, options }: ChildCall): Promise<string> {
  const payload = recordable(input, `The input of ${workflow}`);
  await execution.mayBegin();
  const at = execution.ports.now();
  const { run, stages } = await execution.during(() => execution.ports.prepareChild(execution.run, workflow, input, options, at));
  const queued = {
    kind: 'run',
    workspaceId: run.workspaceId,
    runId: run.id,
    at,
    epoch: null,
    change: { type: 'run.queued', run, stages, idempotency: null, payload },
  } as const;
  void execution.commitWith([queued], { type: 'child.started', op, name, runId: run.id });
  return run.id;
}
