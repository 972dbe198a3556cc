import type { StoredError } from '../domain/run.ts';

/** A step failed after its last attempt. The same after a replay: it is made from what the journal holds. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly code: string;
  readonly step: string | null;
  readonly attempt: number | null;

  constructor(error: StoredError) {
    super(error.message);
    this.code = error.code;
    this.step = error.step;
    this.attempt = error.attempt;
  }
}

/** A run that this run called did not complete. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
  readonly code = 'child_failed';
  readonly runId: string;
  readonly status: 'failed' | 'cancelled';

  constructor(runId: string, status: 'failed' | 'cancelled', error: StoredError | null) {
    super(error === null ? `Run ${runId} was ${status}.` : `Run ${runId} ${status}: ${error.message}`);
    this.runId = runId;
    this.status = status;
  }
}

/** Thrown by `drop(reason)` inside a map; caught by the map. */
export class DroppedItem extends Error {
  override readonly name = 'DroppedItem';
  readonly reason: string;

  constructor(reason: string) {
    super(`The item was dropped: ${reason}`);
    this.reason = reason;
  }
}

/** An attempt took longer than its time-out. */
export class StepTimeout extends Error {
  override readonly name = 'StepTimeout';
  readonly code = 'step_timeout';

  constructor(timeoutMs: number) {
    super(`The attempt took longer than its time-out of ${timeoutMs} ms.`);
  }
}

/** The attempt that a call was made in. */
export interface CallPlace {
  readonly kind: 'step' | 'map';
  readonly name: string;
  readonly attempt: number;
}

/** A call that is recorded by its occurrence was made inside of a step or of an item of a map. Another attempt would make it again. */
export class NestedCall extends Error {
  override readonly name = 'NestedCall';
  readonly code = 'nested_call';
  readonly retryable = false;
  readonly attempt: number;

  constructor(verb: string, name: string, { kind, name: around, attempt }: CallPlace) {
    const place = kind === 'step' ? 'the function of the step' : 'the function for the items of the map';
    super(`${verb} (${JSON.stringify(name)}) was called inside ${place} ${JSON.stringify(around)}. ${INSTEAD[kind]}`);
    this.attempt = attempt;
  }
}

const INSTEAD: { readonly [kind in CallPlace['kind']]: string } = {
  step: 'Call it before or after the step and hand its answer on, or split the step in two.',
  map: 'Call it before or after the map: in a loop over the items or over what the map gave, with a name for each.',
};

/** A value cannot be recorded, whatever is tried: another attempt would give the same. */
export class UnrecordableValue extends Error {
  override readonly name = 'UnrecordableValue';
  readonly code = 'unrecordable_value';
  readonly retryable = false;
}
