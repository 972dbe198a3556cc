import type { JsonText } from './json.ts';
import type { Correction, Verdict, VerdictStatus, VerdictValue } from './verdict.ts';

/** What somebody says about a run. What is absent stays as it was; what is null is cleared. */
export interface VerdictRevision {
  readonly verdict?: VerdictValue | null | undefined;
  readonly status?: VerdictStatus | undefined;
  readonly note?: string | null | undefined;
  readonly correctedOutput?: JsonText | null | undefined;
  /** Takes the place of all corrections so far. */
  readonly corrections?: readonly Correction[] | undefined;
  readonly closedNote?: string | null | undefined;
}

/** A verdict after somebody revised it, or the first one. */
export function reviseVerdict(before: Verdict | null, revision: VerdictRevision, actor: string | null, at: number): Verdict {
  const { verdict = before?.verdict ?? null, note = before?.note ?? null } = revision;
  const status = revision.status ?? statusOf(before, revision);
  return {
    verdict,
    status,
    note,
    correctedOutput: revision.correctedOutput === undefined ? (before?.correctedOutput ?? null) : revision.correctedOutput,
    corrections: revision.corrections ?? before?.corrections ?? [],
    reviewedBy: actor,
    reviewedAt: at,
    ...closing(before, status, revision.closedNote, { actor, at }),
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  };
}

/** There is nothing to do about a run that was right; everything else is left for somebody to look after. */
function statusOf(before: Verdict | null, { verdict }: VerdictRevision): VerdictStatus {
  if (verdict === undefined && before !== null) return before.status;
  return verdict === 'correct' ? 'closed' : 'open';
}

/** Who closed it stays known for as long as it is closed. */
function closing(
  before: Verdict | null,
  status: VerdictStatus,
  note: string | null | undefined,
  { actor, at }: { readonly actor: string | null; readonly at: number },
): Pick<Verdict, 'closedBy' | 'closedAt' | 'closedNote'> {
  if (status === 'open') return { closedBy: null, closedAt: null, closedNote: null };
  if (before === null || before.status === 'open') return { closedBy: actor, closedAt: at, closedNote: note ?? null };
  return { closedBy: before.closedBy, closedAt: before.closedAt, closedNote: note === undefined ? before.closedNote : note };
}
