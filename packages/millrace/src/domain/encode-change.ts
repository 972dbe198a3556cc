import type { RunChange, RunChangeOf } from './change.ts';
import type { JsonText } from './json.ts';
import { trustJsonText } from './json-text.ts';
import { nameOfOp } from './op.ts';
import { shortenDetails } from './stored-identity.ts';

/** A change taken apart for storage; its type has a column of its own. `decodeChange` puts it together again. */
export interface EncodedChange {
  /** The fields of the change without `type` and `payload`, as JSON; what is as it mostly is, is left out. */
  readonly data: JsonText;
  readonly payload: JsonText | null;
}

const NOTHING = trustJsonText('{}');

export function encodeChange(change: RunChange): EncodedChange {
  return { data: dataOf(change), payload: 'payload' in change ? change.payload : null };
}

function dataOf(change: RunChange): JsonText {
  switch (change.type) {
    case 'run.started':
      return NOTHING;
    case 'run.queued':
      return trustJsonText(JSON.stringify(shortenStart(change)));
    case 'step.completed':
      return trustJsonText(JSON.stringify(shortenStep(change)));
    default:
      return trustJsonText(JSON.stringify({ ...change, type: undefined, payload: undefined }));
  }
}

function shortenStart({ run, stages, idempotency }: RunChangeOf<'run.queued'>): object {
  const { id, workspaceId, workflow, version, createdAt, priority, concurrencyKey } = run;
  return {
    run: {
      id,
      workspaceId,
      workflow,
      version,
      createdAt,
      priority: priority === 0 ? undefined : priority,
      concurrencyKey: concurrencyKey ?? undefined,
      ...shortenDetails(run),
    },
    stages: stages.length === 0 ? undefined : stages,
    idempotency: idempotency ?? undefined,
  };
}

function shortenStep({ op, name, attempt, stage, startedAt, copiedFrom }: RunChangeOf<'step.completed'>): object {
  return {
    op,
    name: name === nameOfOp(op) ? undefined : name,
    attempt: attempt === 1 ? undefined : attempt,
    stage: stage ?? undefined,
    startedAt,
    copiedFrom: copiedFrom ?? undefined,
  };
}
