import type { RunChange, RunChangeOf } from './change.ts';
import type { JsonText } from './json.ts';
import { nameOfOp } from './op.ts';
import { fillDetails } from './stored-identity.ts';
import type { StoredDetails } from './stored-identity.ts';

const OLDER_USAGE = { credits: 0 };
const OLDER_CHILD_END = { creditsUsed: 0 };
const STARTED: RunChange = { type: 'run.started' };

type NewRun = RunChangeOf<'run.queued'>['run'];

interface StoredStart extends Partial<Pick<RunChangeOf<'run.queued'>, 'stages' | 'idempotency'>> {
  readonly run: StoredDetails &
    Pick<NewRun, 'id' | 'workspaceId' | 'workflow' | 'version' | 'createdAt'> &
    Partial<Pick<NewRun, 'priority' | 'concurrencyKey'>>;
}

type Step = RunChangeOf<'step.completed'>;
type StoredStep = Pick<Step, 'op' | 'startedAt'> & Partial<Pick<Step, 'name' | 'attempt' | 'stage' | 'copiedFrom'>>;

/**
 * A change as today's code knows it, from the fields that were stored. They lack what encode-change.ts leaves out, and what an
 * older release did not know.
 */
export function fillChange(type: RunChange['type'], fields: object, payload: JsonText | null): RunChange {
  switch (type) {
    case 'run.started':
      return STARTED;
    case 'run.queued':
      assertStart(fields);
      return fillStart(fields, payload);
    case 'step.completed':
      assertStep(fields);
      return fillStep(fields, payload);
    case 'usage.recorded':
      assertUsage(fields);
      return fillUsage(fields);
    case 'child.finished':
      return known({ ...OLDER_CHILD_END, ...fields, type, payload });
    default:
      return known({ ...fields, type, payload });
  }
}

function fillStart({ run, stages = [], idempotency = null }: StoredStart, payload: JsonText | null): RunChange {
  const { id, workspaceId, workflow, version, createdAt, priority = 0, concurrencyKey = null } = run;
  const filled = { id, workspaceId, workflow, version, createdAt, priority, concurrencyKey, ...fillDetails(run, id) };
  return { type: 'run.queued', run: filled, stages, idempotency, payload };
}

function fillStep({ op, name, attempt = 1, stage = null, startedAt, copiedFrom = null }: StoredStep, payload: JsonText | null): RunChange {
  return { type: 'step.completed', op, name: name ?? nameOfOp(op), attempt, stage, startedAt, copiedFrom, payload };
}

function fillUsage({ op, entry }: RunChangeOf<'usage.recorded'>): RunChange {
  return { type: 'usage.recorded', op, entry: { ...OLDER_USAGE, ...entry } };
}

function known(change: object): RunChange {
  assertChange(change);
  return change;
}

/** Only the journal writes events, and it writes nothing but changes. */
function assertChange(value: object): asserts value is RunChange {
  void value;
}

function assertStart(value: object): asserts value is StoredStart {
  void value;
}

function assertUsage(value: object): asserts value is RunChangeOf<'usage.recorded'> {
  void value;
}

function assertStep(value: object): asserts value is StoredStep {
  void value;
}
