import type { RunDeletionRequest } from '../../commands/delete-run.ts';
import type { ResultFlags } from './present-file.ts';
import { flag, whole } from './read-query.ts';

export interface ResultsQuery {
  readonly flags: ResultFlags;
  readonly offset: number;
}

export function translateResults(query: URLSearchParams): ResultsQuery {
  return {
    flags: {
      review: flag(query, 'include_review_results', false),
      confidence: flag(query, 'include_confidence_scores', false),
      validation: flag(query, 'include_validation_results', false),
      source: flag(query, 'include_source_info', false),
    },
    offset: whole(query, 'file_offset', { min: 0, max: Number.MAX_SAFE_INTEGER, otherwise: 0 }),
  };
}

/** Whoever deletes the input of a run deletes the batch that it came from. */
export function translateDeletion(runId: string, query: URLSearchParams): RunDeletionRequest {
  const input = flag(query, 'delete_input', true);
  return {
    runId,
    data: flag(query, 'delete_db_data', true),
    input,
    output: flag(query, 'delete_output', true),
    logs: flag(query, 'delete_logs', true),
    batch: input,
  };
}
