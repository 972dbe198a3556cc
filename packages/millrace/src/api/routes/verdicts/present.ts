import type { Correction as WireCorrection, Verdict as WireVerdict } from '@millrace/protocol';
import { decodeJson } from '../../../domain/json-text.ts';
import type { Correction, Verdict } from '../../../domain/verdict.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';

export function presentVerdict(runId: string, verdict: Verdict): WireVerdict {
  return {
    run_id: runId,
    verdict: verdict.verdict,
    status: verdict.status,
    note: verdict.note,
    corrected_output: verdict.correctedOutput === null ? null : decodeJson(verdict.correctedOutput),
    corrections: verdict.corrections.map(presentCorrection),
    reviewed_by: verdict.reviewedBy,
    reviewed_at: timestamp(verdict.reviewedAt),
    closed_by: verdict.closedBy,
    closed_at: optionalTimestamp(verdict.closedAt),
    closed_note: verdict.closedNote,
    created_at: timestamp(verdict.createdAt),
    updated_at: timestamp(verdict.updatedAt),
  };
}

function presentCorrection(correction: Correction): WireCorrection {
  return {
    id: correction.id,
    kind: correction.kind,
    path: correction.path,
    label: correction.label,
    original_value: correction.originalValue,
    corrected_value: correction.correctedValue,
    note: correction.note,
    corrected_artifact_path: correction.correctedArtifactPath,
  };
}
