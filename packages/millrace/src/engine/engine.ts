import { crashPoint } from '../journal/crash-point.ts';
import type { Claim } from '../domain/claim.ts';
import { decodeChange } from '../domain/decode-change.ts';
import { encodeChange } from '../domain/encode-change.ts';
import { resolveRetryPolicy } from '../domain/retry-policy.ts';
import { isTerminal } from '../domain/run-status.ts';
import type { StoredEventWithPayload } from '../store/store.ts';
import { Execution } from './execution.ts';
import type { ExecutionPorts } from './execution-ports.ts';
import { loadRun } from './load-run.ts';
import { runFunction } from './run-function.ts';
import type { WorkflowLookup } from './runnable-workflow.ts';

/** Runs the functions of the runs it is given, all on one thread, until each ends or leaves memory. */
export class Engine {
  private readonly executions = new Map<string, Execution>();
  private readonly ports: ExecutionPorts;
  private readonly workflows: WorkflowLookup;
  /** Called when a run is out of our hands without its status having told so. */
  private readonly released: (claim: Claim) => void;

  constructor(ports: ExecutionPorts, workflows: WorkflowLookup, released: (claim: Claim) => void) {
    this.ports = ports;
    this.workflows = workflows;
    this.released = released;
  }

  async execute(claim: Claim): Promise<void> {
    try {
      await this.executeClaimed(claim);
    } finally {
      this.released(claim);
    }
  }

  cancel(runId: string, reason: 'cancelled_by_user' | 'cancelled_by_parent'): void {
    this.executions.get(runId)?.cancel(reason);
  }

  pause(runId: string): void {
    this.executions.get(runId)?.pause();
  }

  unpause(runId: string): void {
    this.executions.get(runId)?.unpause();
  }

  drop(runId: string): void {
    this.executions.get(runId)?.drop();
  }

  /** Something came from outside for a run that may be in memory here. */
  hearInput(runId: string): void {
    const execution = this.executions.get(runId);
    if (execution === undefined) return;
    const { workspaceId } = execution.run;
    for (const event of this.ports.store.events.inputs(workspaceId, runId, execution.history.inputSeq)) {
      execution.hearInput(decodeChange(event.type, event.data, event.payload), event.seq);
    }
  }

  /** Every run goes back to the queue at its next safe point, for another engine to go on with. */
  yieldAll(): void {
    for (const execution of this.executions.values()) execution.yield();
  }

  private async executeClaimed(claim: Claim): Promise<void> {
    const { workspaceId, runId, epoch } = claim;
    const loaded = loadRun(acceptedLog(claim) ?? this.ports.store.events.history(workspaceId, runId), claim.runNumber);
    const workflow = loaded === null ? null : this.workflows.find(loaded.run.workflow);
    if (loaded === null || workflow === null || isTerminal(loaded.run.status)) return;
    const execution = new Execution(loaded, epoch, this.ports, resolveRetryPolicy(workflow.manifest.retry ?? undefined));
    this.executions.set(runId, execution);
    try {
      void this.begin(claim, execution).then(() => (execution.isOver ? undefined : runFunction(execution, workflow, loaded)));
      await execution.ended;
    } finally {
      // By now the same run may have been handed to us again.
      if (this.executions.get(runId) === execution) this.executions.delete(runId);
    }
  }

  private async begin(claim: Claim, execution: Execution): Promise<void> {
    if (!claim.isStarted) await execution.commit({ type: 'run.started' });
    crashPoint(execution.run.seq > 2 ? 'R3' : 'S2');
  }
}

/** The log of a run that has just been accepted and started, if it came along with it. */
function acceptedLog({ accepted, isStarted }: Claim): readonly StoredEventWithPayload[] | null {
  if (accepted === null || !isStarted) return null;
  const { at } = accepted;
  return [
    { seq: 1, type: 'run.queued', ...accepted },
    { seq: 2, type: 'run.started', at, ...encodeChange({ type: 'run.started' }) },
  ];
}
