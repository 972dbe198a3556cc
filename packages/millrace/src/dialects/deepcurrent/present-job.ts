import type { Json } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { DeclaredPipeline } from './declaration.ts';
import { factsOf } from './job-facts.ts';
import { filled, presentProgress, statusWord, type Handle, type RunStatusWord } from './present.ts';
import { seconds, optionalSeconds } from '../seconds.ts';

export interface JobBody {
  readonly job_id: string;
  readonly status: RunStatusWord;
  readonly progress_percent: number;
  readonly progress_message: string;
  readonly preset: string | null;
  readonly requested_capabilities: readonly string[];
  readonly warnings: readonly Json[];
  readonly error_message: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
}

export function presentJob(run: Run, declared: DeclaredPipeline, output: Json): JobBody {
  const { percent, message } = presentProgress(run);
  const facts = factsOf(run);
  return {
    job_id: run.id,
    status: statusWord(run),
    progress_percent: percent,
    progress_message: message,
    preset: facts.preset,
    requested_capabilities: facts.requested_capabilities,
    warnings: warningsOf(run, declared, output),
    error_message: run.status === 'failed' ? run.error.message : null,
    created_at: seconds(run.createdAt),
    updated_at: seconds(run.updatedAt),
    started_at: optionalSeconds(run.startedAt),
    completed_at: optionalSeconds('finishedAt' in run ? run.finishedAt : null),
  };
}

/** What a stream of progress says each time. */
export interface JobEvent {
  readonly job_id: string;
  readonly status: RunStatusWord;
  readonly progress_percent: number;
  readonly progress_message: string;
  readonly updated_at: string;
}

export function presentEvent(run: Run): JobEvent {
  const { percent, message } = presentProgress(run);
  return {
    job_id: run.id,
    status: statusWord(run),
    progress_percent: percent,
    progress_message: message,
    updated_at: seconds(run.updatedAt),
  };
}

/** A file of a job that is there. */
export interface ResultFile extends Handle {
  readonly mediaType: string;
}

export interface JobResult {
  readonly result_id: string | null;
  readonly job_id: string;
  readonly status: RunStatusWord;
  readonly progress_percent: number;
  readonly progress_message: string;
  readonly summary: Json;
  readonly warnings: readonly Json[];
  readonly result_assets: readonly (Handle & {
    readonly mime_type: string;
    readonly availability: 'inline';
    readonly download_url: string;
  })[];
  readonly created_at: string;
  readonly completed_at: string | null;
}

/** Whatever there is at the time: files that have been written can be had before the job has ended. */
export function presentJobResult(
  run: Run,
  declared: DeclaredPipeline,
  { output, files }: { readonly output: Json; readonly files: readonly ResultFile[] },
): JobResult {
  const { percent, message } = presentProgress(run);
  const isComplete = run.status === 'completed';
  return {
    result_id: isComplete ? run.id : null,
    job_id: run.id,
    status: statusWord(run),
    progress_percent: percent,
    progress_message: message,
    summary: isComplete ? filled(declared.summary, output) : {},
    warnings: warningsOf(run, declared, output),
    result_assets: files.map(({ asset_id, label, kind, mediaType }) => ({
      asset_id,
      label,
      kind,
      mime_type: mediaType,
      availability: 'inline',
      download_url: `/api/v1/bd/jobs/${run.id}/assets/${asset_id}`,
    })),
    created_at: seconds(run.createdAt),
    completed_at: optionalSeconds('finishedAt' in run ? run.finishedAt : null),
  };
}

function warningsOf(run: Run, declared: DeclaredPipeline, output: Json): readonly Json[] {
  const warnings = run.status === 'completed' ? filled(declared.warnings, output) : [];
  return isList(warnings) ? warnings : [];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
