import type { Lineage, RunIdentity } from './run.ts';
import type { Short } from './short.ts';

/** The part of the identity that is stored as JSON; the rest has columns of its own. */
export type IdentityDetails = Pick<
  RunIdentity,
  'startAt' | 'expiresAt' | 'timeoutMs' | 'tags' | 'metadata' | 'trigger' | 'lineage' | 'example' | 'credits'
>;

/** What most runs have not is left out: there is one for each run, twice. */
export interface StoredDetails extends Short<Omit<IdentityDetails, 'trigger' | 'lineage'>> {
  readonly trigger: Short<IdentityDetails['trigger']> & Pick<IdentityDetails['trigger'], 'type'>;
  readonly lineage?: Short<Lineage> | undefined;
}

const NO_TAGS: readonly string[] = [];
const NO_METADATA = {};

export function shortenDetails(run: IdentityDetails & Pick<RunIdentity, 'id'>): StoredDetails {
  const { trigger } = run;
  return {
    startAt: run.startAt ?? undefined,
    expiresAt: run.expiresAt ?? undefined,
    timeoutMs: run.timeoutMs ?? undefined,
    tags: run.tags.length === 0 ? undefined : run.tags,
    metadata: isEmpty(run.metadata) ? undefined : run.metadata,
    trigger: { type: trigger.type, actor: trigger.actor ?? undefined, requestId: trigger.requestId ?? undefined },
    lineage: shortenLineage(run.lineage, run.id),
    example: run.example ?? undefined,
    credits: run.credits ?? undefined,
  };
}

/** Reads what `shortenDetails` made, and what releases before it wrote in full. */
export function fillDetails(stored: StoredDetails, runId: string): IdentityDetails {
  const { trigger, lineage } = stored;
  return {
    startAt: stored.startAt ?? null,
    expiresAt: stored.expiresAt ?? null,
    timeoutMs: stored.timeoutMs ?? null,
    tags: stored.tags ?? NO_TAGS,
    metadata: stored.metadata ?? NO_METADATA,
    trigger: { type: trigger.type, actor: trigger.actor ?? null, requestId: trigger.requestId ?? null },
    lineage: fillLineage(lineage, runId),
    example: stored.example ?? null,
    credits: stored.credits ?? null,
  };
}

function shortenLineage(lineage: Lineage, runId: string): Short<Lineage> | undefined {
  const short = {
    attempt: lineage.attempt === 1 ? undefined : lineage.attempt,
    previousRunId: lineage.previousRunId ?? undefined,
    forkedFrom: lineage.forkedFrom ?? undefined,
    parentRunId: lineage.parentRunId ?? undefined,
    rootRunId: lineage.rootRunId === runId ? undefined : lineage.rootRunId,
    depth: lineage.depth === 0 ? undefined : lineage.depth,
    batchId: lineage.batchId ?? undefined,
  };
  return isEmpty(short) ? undefined : short;
}

function fillLineage(lineage: Short<Lineage> | undefined, runId: string): Lineage {
  return {
    attempt: lineage?.attempt ?? 1,
    previousRunId: lineage?.previousRunId ?? null,
    forkedFrom: lineage?.forkedFrom ?? null,
    parentRunId: lineage?.parentRunId ?? null,
    rootRunId: lineage?.rootRunId ?? runId,
    depth: lineage?.depth ?? 0,
    batchId: lineage?.batchId ?? null,
  };
}

/** True for an object none of whose fields would be written. */
function isEmpty(value: object): boolean {
  for (const field of Object.values(value)) if (field !== undefined) return false;
  return true;
}
