import type { RunChange, RunChangeOf } from '../domain/change.ts';
import { storeError } from '../domain/error-record.ts';
import type { Fault } from '../domain/errors.ts';
import { evaluate } from '../domain/evaluate.ts';
import type { Scoring } from '../domain/evaluation.ts';
import type { JsonText } from '../domain/json.ts';
import { decodeJson, trustJsonText } from '../domain/json-text.ts';
import type { StatusReasonCode } from '../domain/status-reason.ts';
import { createContext } from './create-context.ts';
import type { Execution } from './execution.ts';
import { failureFacts } from './failure-facts.ts';
import type { LoadedRun } from './load-run.ts';
import { recordable, revive } from './payload.ts';
import type { Checked, RunnableWorkflow } from './runnable-workflow.ts';

/** Calls the function of a run and records how it ended. Never rejects. */
export async function runFunction(execution: Execution, workflow: RunnableWorkflow, { input, scoring }: LoadedRun): Promise<void> {
  const end = await endOf(execution, workflow, input);
  await execution.finish(end, ...scoresOf(end, scoring));
}

/** How well an output did, if it was to be scored. A run that failed has none; its fold knows what that means. */
function scoresOf({ status, payload }: RunChangeOf<'run.finished'>, scoring: Scoring | null): readonly RunChange[] {
  if (scoring === null || status !== 'completed') return [];
  const evaluation = evaluate(scoring, payload === null ? undefined : decodeJson(payload));
  const { score, passed } = evaluation;
  return [{ type: 'evaluation.recorded', score, passed, payload: trustJsonText(JSON.stringify(evaluation)) }];
}

async function endOf(execution: Execution, workflow: RunnableWorkflow, input: JsonText | null): Promise<RunChangeOf<'run.finished'>> {
  try {
    const given = await workflow.readInput(revive(input));
    if (!given.ok) return failed('workflow_error', new TypeError(describe('The input does not fit the schema any more', given.faults)));
    const output = await workflow.call(createContext(execution), given.value);
    return completed(await workflow.readOutput(output));
  } catch (error) {
    return failed(reasonOf(error), error);
  }
}

function completed(output: Checked): RunChangeOf<'run.finished'> {
  if (!output.ok) return failed('invalid_output', new TypeError(describe('The output does not fit its schema', output.faults)));
  try {
    return { type: 'run.finished', status: 'completed', reason: 'finished', error: null, payload: recordable(output.value, 'The output') };
  } catch (error) {
    return failed('invalid_output', error);
  }
}

function failed(reason: StatusReasonCode, error: unknown): RunChangeOf<'run.finished'> {
  const { code, name } = failureFacts(error);
  const step = typeof error === 'object' && error !== null && 'step' in error && typeof error.step === 'string' ? error.step : null;
  const attempt =
    typeof error === 'object' && error !== null && 'attempt' in error && typeof error.attempt === 'number' ? error.attempt : null;
  const stored = storeError(error, { code: code ?? name, step, attempt });
  return { type: 'run.finished', status: 'failed', reason, error: stored, payload: null };
}

function reasonOf(error: unknown): StatusReasonCode {
  const { name } = failureFacts(error);
  if (name === 'StepError') return 'step_failed';
  return name === 'ChildError' ? 'child_failed' : 'workflow_error';
}

function describe(what: string, faults: readonly Fault[]): string {
  return `${what}: ${faults.map(({ pointer, message }) => `${pointer === '' ? 'the value' : pointer} ${message}`).join('; ')}`;
}
