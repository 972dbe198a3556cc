import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import { newRun } from '../domain/new-run.ts';
import type { Run } from '../domain/run.ts';
import type { ChildStart } from './execution-ports.ts';
import type { CallOptions } from './run-context.ts';
import type { RunnableWorkflow, WorkflowLookup } from './runnable-workflow.ts';

interface ChildRequest {
  readonly parent: Run;
  readonly workflow: string;
  readonly input: unknown;
  readonly options: CallOptions;
  readonly id: string;
  readonly at: number;
}

/** The run that `run.call` starts. It belongs to the parent's workspace and tree. */
export async function prepareChild(workflows: WorkflowLookup, request: ChildRequest): Promise<ChildStart> {
  const { parent, id, at, options } = request;
  const workflow = requireCallable(workflows, parent, request.workflow);
  await requireInput(workflow, request.input);
  const birth = {
    id,
    at,
    workspaceId: parent.workspaceId,
    workflow: workflow.name,
    version: workflow.version,
    trigger: { type: 'run', actor: parent.id, requestId: parent.trigger.requestId },
    lineage: {
      attempt: 1,
      previousRunId: null,
      forkedFrom: null,
      parentRunId: parent.id,
      rootRunId: parent.lineage.rootRunId,
      depth: parent.lineage.depth + 1,
      batchId: null,
    },
  } as const;
  const { tags = [], metadata = {}, priority = parent.priority, concurrencyKey } = options;
  const run = newRun(birth, { tags, metadata, priority, ...(concurrencyKey === undefined ? {} : { concurrencyKey }) }, workflow.manifest);
  return { run, stages: workflow.manifest.stages };
}

function requireCallable(workflows: WorkflowLookup, parent: Run, name: string): RunnableWorkflow {
  if (parent.lineage.depth >= LIMITS.callDepth) {
    throw new MillraceError(
      'limit_exceeded',
      `Run ${parent.id} is ${parent.lineage.depth} calls deep, which is the limit; it cannot call ${name}.`,
    );
  }
  if (parent.children >= LIMITS.childrenPerRun) {
    throw new MillraceError('limit_exceeded', `Run ${parent.id} has called ${parent.children} runs, which is the limit.`);
  }
  const workflow = workflows.find(name);
  if (workflow === null) throw new MillraceError('workflow_unavailable', `There is no workflow named ${JSON.stringify(name)} to call.`);
  return workflow;
}

async function requireInput(workflow: RunnableWorkflow, input: unknown): Promise<void> {
  const checked = await workflow.readInput(input);
  if (!checked.ok) {
    throw new MillraceError('invalid_input', `The input does not fit the schema of workflow ${workflow.name}.`, { faults: checked.faults });
  }
}
