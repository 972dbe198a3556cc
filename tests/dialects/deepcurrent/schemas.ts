import { z } from 'zod';

/** UTC to the second, as in `2026-04-08T12:00:00Z`. */
const Seconds = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
const Word = z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']);
const anything = z.record(z.string(), z.unknown());
const Handle = z.strictObject({ asset_id: z.string(), label: z.string(), kind: z.string() });

export const GrowthRun = z.strictObject({
  run_id: z.uuid(),
  status: Word,
  stage_status: z.record(z.string(), Word),
  progress: z.strictObject({ percent: z.int().min(0).max(100), message: z.string().min(1) }),
  result_handles: z.array(anything),
  artifact_handles: z.array(Handle),
  export_handles: z.array(Handle),
  preview: z.strictObject({
    delivered_counts: z.record(z.string(), z.int()).optional(),
    pricing: z.strictObject({ rebate_credits: z.int().nonnegative() }).optional(),
  }),
  data_source_mix: z.record(z.string(), z.int()),
  gap_report: anything,
});

export const Resolved = z.strictObject({
  goal_type: z.string(),
  coverage_mode: z.enum(['sufficient', 'partial', 'needs_enrichment']),
  recommended_strategy: z.string(),
  quotable: z.boolean(),
  missing_requirements: z.array(z.string()),
  suggested_next_action: z.string(),
  goal_plan: anything,
  normalized_input_assets: anything,
});

export const Quoted = z.strictObject({
  ok: z.boolean(),
  quotable: z.boolean(),
  quote_token: z.string().nullable(),
  expiry: Seconds.nullable(),
  credits_total: z.int().nonnegative(),
  cost_breakdown: z.record(z.string(), z.int()),
  provider_estimate: z.record(z.string(), z.int()),
  expected_artifacts: z.record(z.string(), Handle),
  goal_plan: anything,
  missing_requirements: z.array(z.string()),
  error_code: z.enum(['invalid_goal_plan', 'missing_input_assets', 'max_external_spend_too_low', 'quote_validation_failed']).nullable(),
  detail: z.string().nullable(),
  suggested_next_action: z.string(),
});

export const Started = z.strictObject({
  status: z.literal('running'),
  run_id: z.uuid(),
  preview: z.strictObject({ message: z.string(), pipeline_id: z.string() }),
  data_source_mix: z.strictObject({}),
  gap_report: z.strictObject({}),
});

const asked = { preset: z.string().nullable(), requested_capabilities: z.array(z.string()), warnings: z.array(z.string()) };

export const JobCreated = z.strictObject({
  job_id: z.uuid(),
  status: Word,
  progress_percent: z.literal(0),
  ...asked,
  created_at: Seconds,
});

export const Job = z.strictObject({
  job_id: z.uuid(),
  status: Word,
  progress_percent: z.int().min(0).max(100),
  progress_message: z.string().min(1),
  ...asked,
  error_message: z.string().nullable(),
  created_at: Seconds,
  updated_at: Seconds,
  started_at: Seconds.nullable(),
  completed_at: Seconds.nullable(),
});

export const JobEvent = z.strictObject({
  job_id: z.uuid(),
  status: Word,
  progress_percent: z.int().min(0).max(100),
  progress_message: z.string().min(1),
  updated_at: Seconds,
});

export const JobResult = z.strictObject({
  result_id: z.string().nullable(),
  job_id: z.uuid(),
  status: Word,
  progress_percent: z.int().min(0).max(100),
  progress_message: z.string().min(1),
  summary: anything,
  warnings: z.array(z.string()),
  result_assets: z.array(
    z.strictObject({
      asset_id: z.string(),
      label: z.string(),
      kind: z.string(),
      mime_type: z.string(),
      availability: z.literal('inline'),
      download_url: z.string().startsWith('/'),
    }),
  ),
  created_at: Seconds,
  completed_at: Seconds.nullable(),
});

export const ErrorBody = z.strictObject({ detail: z.string().min(1) });
