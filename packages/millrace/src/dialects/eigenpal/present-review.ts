import { decodeJson } from '../../domain/json-text.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { Correction, Verdict } from '../../domain/verdict.ts';
import { iso, optionalIso } from './times.ts';

/** People are known by their keys, which have no e-mail address. */
export function presentReview(run: Pick<Run, 'id'>, verdict: Verdict): JsonObject {
  return {
    id: `rev_${run.id.replaceAll('-', '')}`,
    verdict: verdict.verdict,
    status: verdict.status,
    note: verdict.note ?? '',
    correctedOutput: verdict.correctedOutput === null ? null : decodeJson(verdict.correctedOutput),
    reviewedBy: verdict.reviewedBy,
    reviewedByEmail: null,
    reviewedAt: iso(verdict.reviewedAt),
    closedBy: verdict.closedBy,
    closedByEmail: null,
    closedAt: optionalIso(verdict.closedAt),
    closedNote: verdict.closedNote,
    createdAt: iso(verdict.createdAt),
    updatedAt: iso(verdict.updatedAt),
    corrections: verdict.corrections.map((correction) => presentCorrection(correction, verdict)),
  };
}

/** Corrections are replaced as a set, so that their times are those of the verdict. */
function presentCorrection(correction: Correction, { createdAt, updatedAt }: Verdict): JsonObject {
  const { id, kind, path, label, originalValue, correctedValue, note, correctedArtifactPath } = correction;
  return {
    id,
    kind,
    path,
    label,
    originalValue,
    correctedValue,
    note: note ?? '',
    correctedArtifactPath,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}
