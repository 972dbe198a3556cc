import type { LogLevel, ReviewDecision, StepEffect } from '../domain/change.ts';
import type { ItemOutcome, ItemSummary } from '../domain/items.ts';
import type { Json } from '../domain/json.ts';
import type { RetryPolicy } from '../domain/retry-policy.ts';
import type { UsageEntry } from '../domain/usage.ts';

/** A time span: milliseconds, or a text like `250ms`, `10s`, `5m`, `2h`, `7d`. */
export type DurationInput = number | string;

/**
 * What a workflow function works with. Every call that is named is recorded under its name and occurrence; after a
 * crash or a wait the function is called again and recorded calls answer from the journal. Code between calls must
 * therefore take the same path when it sees the same answers, and do nothing outside of steps that must not happen twice.
 *
 * What a call returns has gone through JSON: a `Date` comes back as text, `undefined` in an object disappears.
 *
 * Inside the function of a step, or of the items of a map, only `artifact`, `file`, `progress`, `log` and `usage` may be
 * called. Any other call fails the step, or the run of the map, with the code `nested_call`, and is not tried again. What was
 * begun before may be waited for there.
 */
export interface RunContext {
  readonly id: string;
  readonly runNumber: number;
  readonly workflow: string;
  readonly version: string;
  readonly workspaceId: string;
  readonly tags: readonly string[];
  readonly metadata: { readonly [key: string]: Json };
  /** The position of this run along its chain of retries, from 1. */
  readonly attempt: number;
  /** Aborted when the run is cancelled or out of time. Hand it to everything that can be aborted. */
  readonly signal: AbortSignal;

  /**
   * Does `fn` once: when its result is recorded it is never called again in this run. It is called again after a failure,
   * as the retry policy says, and after a crash between its effect and its record; `effectId` is the same each time.
   * Throws a `StepError` when the last attempt failed.
   */
  readonly step: <T>(name: string, fn: (step: StepContext) => T | Promise<T>, options?: StepOptions) => Promise<T>;

  /**
   * Calls `fn` for each item, `concurrency` at a time, and records outcomes in chunks. An item that throws is retried as
   * the policy says and then counts as failed; `drop(reason)` says that it was left out on purpose. Never throws for an
   * item unless `maxFailed` is passed. To run another workflow for each item, `call` it in a loop, with a `name` for each.
   */
  readonly map: <I, T>(
    name: string,
    items: readonly I[],
    fn: (item: I, step: ItemContext) => T | Promise<T>,
    options?: MapOptions,
  ) => Promise<MapResult<T>>;

  /** Waits without occupying a machine. */
  readonly sleep: (name: string, duration: DurationInput) => Promise<void>;
  readonly sleepUntil: (name: string, time: Date | number) => Promise<void>;

  /** The next signal of that name, in the order of arrival; signals sent before this call count. Null after the time-out. */
  readonly waitFor: <T = Json>(signal: string, options?: { timeout?: DurationInput }) => Promise<T | null>;

  /** Asks a person and waits for the decision. Null after the time-out. */
  readonly review: <T = Json>(name: string, data: unknown, options?: ReviewOptions) => Promise<ReviewResult<T> | null>;

  /** Runs another workflow as a run of its own and waits for its output. Throws a `ChildError` when it does not complete. */
  readonly call: <T = Json>(workflow: string, input: unknown, options?: CallOptions) => Promise<T>;

  /** What happens inside belongs to the declared stage of that name. */
  readonly stage: <T>(name: string, fn: () => Promise<T>) => Promise<T>;

  readonly progress: (update: ProgressUpdate) => void;
  /** Inside of a step the same as the `log` of its context. */
  readonly log: (level: LogLevel, message: string, fields?: { readonly [key: string]: unknown }) => void;
  /** Inside of a step the same as the `usage` of its context. */
  readonly usage: (entry: UsageInput) => void;

  /**
   * Stores a file under a name. The same call after a crash gives the same file; inside of a step it is part of the attempt,
   * and the next attempt stores it again.
   */
  readonly artifact: (
    path: string,
    content: ArtifactContent,
    options?: { mediaType?: string; role?: 'output' | 'intermediate' },
  ) => Promise<ArtifactRef>;
  /** Appends rows to the record set of that name, each with what became of it when `outcome` says so. */
  readonly records: <R>(name: string, rows: readonly R[], options?: RecordsOptions<R>) => Promise<void>;
  /** Says what became of items that did not go through `map`; adds to the item summary of the run. */
  readonly items: (name: string, outcomes: Iterable<ItemReport>) => Promise<ItemSummary>;
  /** Reads a file that was handed in: an upload reference of the input, or an artifact of this run. */
  readonly file: (ref: FileRef | ArtifactRef) => FileReader;
}

/** What may be said about progress; what is left out stays as it was. */
export interface ProgressUpdate {
  readonly percent?: number;
  readonly message?: string;
  readonly done?: number;
  readonly total?: number;
}

export interface StepContext {
  readonly attempt: number;
  /** The same over all attempts of this step: send it as the idempotency key of an effect. */
  readonly effectId: string;
  /** Aborted with the run's, and when the step is out of time. */
  readonly signal: AbortSignal;
  readonly log: (level: LogLevel, message: string, fields?: { readonly [key: string]: unknown }) => void;
  readonly progress: (update: ProgressUpdate) => void;
  readonly usage: (entry: UsageInput) => void;
}

export interface ItemContext extends StepContext {
  readonly index: number;
  /** Leaves this item out, with the reason that the gap report will show. */
  readonly drop: (reason: string) => never;
}

export interface StepOptions {
  readonly retry?: Partial<RetryPolicy>;
  /** For one attempt. */
  readonly timeout?: DurationInput;
  /** `at_most_once` records an intent first; after a crash in between the run waits for a person. */
  readonly effect?: StepEffect;
}

export interface MapOptions {
  readonly concurrency?: number;
  readonly retry?: Partial<RetryPolicy>;
  readonly timeout?: DurationInput;
  /** Counts these items in the item summary and the gap report of the run. */
  readonly report?: boolean;
  /** More failed items than this fail the run. */
  readonly maxFailed?: number;
}

export type ItemResult<T> =
  | { readonly outcome: 'delivered'; readonly value: T }
  | { readonly outcome: 'dropped'; readonly reason: string }
  | { readonly outcome: 'failed'; readonly reason: string };

export interface MapResult<T> {
  /** One result per item, in the order of the items. */
  readonly results: readonly ItemResult<T>[];
  /** The values of delivered items, in order. */
  readonly values: readonly T[];
  readonly summary: ItemSummary;
}

export interface RecordsOptions<R> {
  /** Asked for each row, with its position in this call. Rows of one record set either all have an outcome or none. */
  readonly outcome?: (row: R, index: number) => ItemReport;
}

export interface ItemReport {
  readonly outcome: ItemOutcome;
  readonly reason?: string;
}

export interface ReviewOptions {
  readonly title?: string;
  /** JSON Schema of what the reviewer may send back as `value`. */
  readonly form?: { readonly [key: string]: Json };
  readonly timeout?: DurationInput;
}

export interface ReviewResult<T> {
  readonly decision: ReviewDecision;
  /** What the reviewer sent, or the data that was shown when it was approved as it is. */
  readonly value: T;
  readonly note: string | null;
  readonly by: string | null;
}

export interface CallOptions {
  readonly tags?: readonly string[];
  readonly metadata?: { readonly [key: string]: Json };
  readonly priority?: number;
  readonly concurrencyKey?: string;
  /** A name for this call when the same workflow is called more than once at the same time. */
  readonly name?: string;
}

export type UsageInput = Omit<UsageEntry, 'step' | 'attempt' | 'currency' | 'costMicros' | 'credits'> & {
  readonly costMicros?: number;
  readonly currency?: string;
  /** Whole credits that this takes from the ledger of the workspace; a run is never charged more than was held for it. */
  readonly credits?: number;
};

export type ArtifactContent = string | Uint8Array | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

export interface ArtifactRef {
  readonly artifact: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mediaType: string;
}

/** How an input names an uploaded file. */
export interface FileRef {
  readonly $file: string;
}

export interface FileReader {
  readonly text: () => Promise<string>;
  readonly bytes: () => Promise<Uint8Array>;
  readonly stream: () => AsyncIterable<Uint8Array>;
}
