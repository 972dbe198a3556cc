import { crashPoint } from '../../journal/crash-point.ts';
import type { StepEffect } from '../../domain/change.ts';
import { storeError } from '../../domain/error-record.ts';
import { nextAttempt, resolveRetryPolicy, type RetryPolicy } from '../../domain/retry-policy.ts';
import type { StoredError } from '../../domain/run.ts';
import { attemptContext } from '../attempt-context.ts';
import { callWithTimeout } from '../call-with-timeout.ts';
import { failureFacts } from '../failure-facts.ts';
import type { Execution } from '../execution.ts';
import { optionalDurationMs } from '../duration-option.ts';
import { never } from '../never.ts';
import { recordable, revive } from '../payload.ts';
import type { StepContext, StepOptions } from '../run-context.ts';
import { StepError } from '../run-errors.ts';
import { currentStage, insideWork, type Work } from '../run-scope.ts';
import { waitForRetry } from './retry-wait.ts';

interface StepCall<T> {
  readonly op: string;
  readonly name: string;
  readonly fn: (step: StepContext) => T | Promise<T>;
  readonly policy: RetryPolicy;
  readonly timeoutMs: number | null;
  readonly effect: StepEffect;
  readonly stage: string | null;
}

export async function step<T>(
  execution: Execution,
  name: string,
  fn: (step: StepContext) => T | Promise<T>,
  options: StepOptions = {},
): Promise<T> {
  const op = execution.nextOp('step', name);
  const record = execution.history.step(op);
  if (record.completed !== null || record.failed !== null) await execution.replayed(op);
  if (record.completed !== null) return revive(record.completed.payload);
  if (record.failed !== null) throw new StepError(record.failed);
  if (record.intent) {
    const wait = { op, reason: 'effect_unknown', waitingFor: { kind: 'attention', name }, wakeOn: null, until: null } as const;
    return execution.waitUntil(wait, () => null);
  }
  const call: StepCall<T> = {
    op,
    name,
    fn,
    policy: options.retry === undefined ? execution.retry : resolveRetryPolicy(execution.retry, options.retry),
    timeoutMs: optionalDurationMs(options.timeout, `the timeout of step ${name}`),
    effect: options.effect ?? 'at_least_once',
    stage: currentStage(execution.run),
  };
  if (record.retryAt !== null) await waitForRetry(execution, op, name, record.retryAt);
  for (let attempt = record.failures + 1; ; attempt++) {
    await execution.mayBegin();
    const outcome = await tryOnce(execution, call, attempt);
    if (outcome === WITHHELD) return never();
    if (outcome.ok) return outcome.value;
    if (outcome.retryAt === null) throw new StepError(outcome.error);
    await waitForRetry(execution, op, name, outcome.retryAt);
  }
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: StoredError; readonly retryAt: number | null };

/** The attempt did not begin: its run is to end. */
const WITHHELD = 'withheld';

async function tryOnce<T>(execution: Execution, call: StepCall<T>, attempt: number): Promise<Outcome<T> | typeof WITHHELD> {
  const { op, name, stage } = call;
  const work: Work = { kind: 'step', name, attempt, fault: null };
  const startedAt = execution.ports.now();
  execution.workBegins();
  const announced = announceIfSlow(execution, call, attempt);
  try {
    if (call.effect === 'at_most_once' && !(await declareIntent(execution, call, attempt))) return WITHHELD;
    crashPoint('T1');
    const value = await insideWork(execution.run, work, () =>
      callWithTimeout(execution, call.timeoutMs, (deadline) =>
        call.fn(attemptContext(execution, { effectId: `${execution.run.id}:${op}`, name, attempt, deadline })),
      ),
    );
    if (work.fault !== null) throw work.fault;
    crashPoint('T3');
    const payload = recordable(value, `The result of step ${name}`);
    execution.record({ type: 'step.completed', op, name, attempt, stage, startedAt, copiedFrom: null, payload });
    return { ok: true, value: revive(payload) };
  } catch (error) {
    return recordFailure(execution, call, attempt, startedAt, work.fault ?? error);
  } finally {
    clearTimeout(announced);
    execution.workEnded();
  }
}

/** Passes with whether the attempt may begin, once it is durable that it will. */
async function declareIntent<T>(execution: Execution, { op, name, stage, effect }: StepCall<T>, attempt: number): Promise<boolean> {
  await execution.commit({ type: 'step.started', op, name, attempt, stage, effect });
  crashPoint('T2');
  execution.ports.hearControl();
  // A cancel was acknowledged while the intent became durable: nothing is done yet, and nothing may begin any more.
  return !execution.cancelled && !execution.isOver;
}

/** A step that is over at once is shown by its record alone; a slow one is shown while it runs. */
function announceIfSlow<T>(execution: Execution, { op, name, stage, effect }: StepCall<T>, attempt: number): NodeJS.Timeout | undefined {
  if (effect === 'at_most_once') return undefined;
  return setTimeout(() => void execution.commit({ type: 'step.started', op, name, attempt, stage, effect }), ANNOUNCE_AFTER_MS);
}

const ANNOUNCE_AFTER_MS = 50;

function recordFailure<T>(execution: Execution, call: StepCall<T>, attempt: number, startedAt: number, thrown: unknown): Outcome<T> {
  const { op, name, stage } = call;
  const facts = failureFacts(thrown);
  const error = storeError(thrown, { code: facts.code ?? 'step_failed', step: name, attempt });
  const cannotRepeat = !facts.retryable || call.effect === 'at_most_once' || execution.cancelled;
  const next = cannotRepeat
    ? { retry: false as const }
    : nextAttempt(call.policy, { number: attempt, error: facts }, execution.ports.random(), facts.retryAfterMs);
  const retryAt = next.retry ? execution.ports.now() + next.delayMs : null;
  execution.record({ type: 'step.attempt-failed', op, name, attempt, stage, startedAt, error, retryAt });
  return { ok: false, error, retryAt };
}
