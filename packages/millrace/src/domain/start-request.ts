import { encodeJson } from './json-text.ts';
import type { Fault } from './errors.ts';
import type { Json, JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { checkConcurrencyKey, checkTag } from './names.ts';
import type { Result } from './result.ts';
import { utf8Length } from './utf8-length.ts';

/** What a caller may say about a run that is to start. Times are epoch milliseconds. */
export interface StartRequest {
  /** `name`, or `name@version`. */
  readonly workflow: string;
  /** Absent: the workflow's sample input. */
  readonly input?: Json | undefined;
  /** Id or name of an example of the workflow, for its input; excludes `input`. */
  readonly example?: string | undefined;
  /** Id of a batch: its files become the input files of the run, and are listed under `files` of the input. */
  readonly batch?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly metadata?: JsonObject | undefined;
  /** Higher goes first; 0 unless given. */
  readonly priority?: number | undefined;
  readonly startAt?: number | null | undefined;
  /** Counted from now; excludes `startAt`. */
  readonly delayMs?: number | null | undefined;
  /** How long the run may wait for its start. */
  readonly ttlMs?: number | null | undefined;
  /** From first start to end, waits included. */
  readonly timeoutMs?: number | null | undefined;
  readonly concurrencyKey?: string | null | undefined;
  /** The token of a quote, which is used up by the start. */
  readonly quote?: string | null | undefined;
  /** Refused while another run of the workflow has not ended. */
  readonly onlyOneOfWorkflow?: boolean | undefined;
  /** As `checkIdempotencyKey` gave it. */
  readonly idempotencyKey?: string | null | undefined;
}

/** Everything that is wrong with the options of a request, whatever the workflow. Empty when it may go on. */
export function checkStartRequest(request: StartRequest, now: number): readonly Fault[] {
  return [
    ...exampleFaults(request),
    ...tagFaults(request.tags ?? []),
    ...metadataFaults(request.metadata ?? {}),
    ...rangeFaults('/priority', request.priority, -LIMITS.priorityMax, LIMITS.priorityMax),
    ...startFaults(request, now),
    ...rangeFaults('/delay', request.delayMs, 0, LIMITS.startDelayMs),
    ...rangeFaults('/ttl', request.ttlMs, 1, LIMITS.ttlMs),
    ...rangeFaults('/timeout', request.timeoutMs, 1, LIMITS.timeoutMs),
    ...textFaults('/concurrency_key', request.concurrencyKey, checkConcurrencyKey),
  ];
}

function exampleFaults({ example, input }: StartRequest): readonly Fault[] {
  return example === undefined || input === undefined ? [] : [{ pointer: '/example', message: 'cannot be given together with input' }];
}

function tagFaults(tags: readonly string[]): readonly Fault[] {
  if (tags.length > LIMITS.tags) return [{ pointer: '/tags', message: `has ${tags.length} tags; at most ${LIMITS.tags} are allowed` }];
  return tags.flatMap((tag, index) => textFaults(`/tags/${index}`, tag, checkTag));
}

function metadataFaults(metadata: JsonObject): readonly Fault[] {
  const bytes = utf8Length(encodeJson(metadata));
  if (bytes <= LIMITS.metadataBytes) return [];
  return [{ pointer: '/metadata', message: `has ${bytes} bytes; at most ${LIMITS.metadataBytes} are allowed` }];
}

function startFaults({ startAt, delayMs }: StartRequest, now: number): readonly Fault[] {
  if (startAt === undefined || startAt === null) return [];
  if (delayMs !== undefined && delayMs !== null) return [{ pointer: '/delay', message: 'cannot be given together with start_at' }];
  if (startAt - now <= LIMITS.startDelayMs) return [];
  return [{ pointer: '/start_at', message: `lies more than ${LIMITS.startDelayMs / 86_400_000} days ahead` }];
}

function rangeFaults(pointer: string, value: number | null | undefined, min: number, max: number): readonly Fault[] {
  if (value === undefined || value === null) return [];
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  return [{ pointer, message: `must be a whole number from ${min} to ${max}` }];
}

function textFaults(pointer: string, value: string | null | undefined, check: (text: string) => Result<string>): readonly Fault[] {
  if (value === undefined || value === null) return [];
  const checked = check(value);
  return checked.ok ? [] : [{ pointer, message: checked.problem }];
}
