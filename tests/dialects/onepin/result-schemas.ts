import { z } from 'zod';
import { answerOf, anything, count, Definition, pageOf, RunWord, Seconds } from './schemas.ts';

const Availability = z.enum(['available', 'not_ready', 'unsupported', 'unavailable']);

export const Steps = answerOf(
  z.array(
    z.strictObject({
      id: z.uuid(),
      node_id: z.string(),
      node_type: z.string(),
      node_display_name: z.string(),
      status: z.enum(['pending', 'running', 'completed', 'failed', 'skipped', 'cancelled']),
      iteration: z.int().positive(),
      started_at: Seconds.nullable(),
      completed_at: Seconds.nullable(),
      result: anything.nullable(),
      has_result: z.boolean(),
      active_ports: z.array(z.string()),
      error: z.string().nullable(),
    }),
  ),
);

const Metric = z.strictObject({
  key: z.string(),
  label: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  formatted_value: z.string(),
  unit: z.string().nullable(),
  status: Availability,
  reason: z.string().nullable(),
  display: z.strictObject({ variant: z.string(), emphasis: z.string().nullable() }),
  annotation: z.strictObject({ text: z.string(), emphasis: z.string().nullable() }).nullable(),
});

export const Overview = answerOf(
  z.strictObject({
    workflow: z.strictObject({ id: z.uuid(), name: z.string() }),
    run: z.strictObject({
      id: z.uuid(),
      status: RunWord,
      created_at: Seconds,
      started_at: Seconds.nullable(),
      completed_at: Seconds.nullable(),
      has_export: z.boolean(),
      error: z.string().nullable(),
    }),
    metric_sections: z.array(z.strictObject({ key: z.string(), title: z.string(), layout: z.string(), metrics: z.array(Metric) })),
    audio_by_language: z.array(
      z.strictObject({ locale_code: z.string(), line_count: count, total_duration_ms: count, avg_duration_ms: count }),
    ),
    validators: z.array(
      z.strictObject({
        node_id: z.string(),
        kind: z.string(),
        label: z.string(),
        avg_score: z.number().nullable(),
        pass_rate: z.number().min(0).max(1).nullable(),
        pass_count: count.nullable(),
        fail_count: count.nullable(),
        retry_count: count.nullable(),
        status: Availability,
        reason: z.string().nullable(),
      }),
    ),
    workflow_snapshot: z.strictObject({
      definition: Definition,
      node_states: z.array(
        z.strictObject({
          node_id: z.string(),
          node_type: z.string(),
          node_display_name: z.string(),
          status: z.enum(['pending', 'running', 'completed', 'failed', 'skipped', 'cancelled']),
          iteration: count,
          started_at: Seconds.nullable(),
          completed_at: Seconds.nullable(),
          duration_ms: count.nullable(),
          error: z.string().nullable(),
        }),
      ),
    }),
    capabilities: z.strictObject({ validator_drilldown: z.boolean(), live_trace_timing: z.boolean(), persisted_aggregates: z.boolean() }),
    future_links: z.strictObject({ validator_drilldown: z.string().nullable(), live_trace: z.string().nullable() }),
  }),
);

export const Outputs = answerOf(
  z.strictObject({
    run_id: z.uuid(),
    run_status: RunWord,
    credits: count,
    outputs: z.array(
      z.strictObject({
        node_id: z.string(),
        node_type: z.string(),
        display_name: z.string(),
        status: z.string(),
        lines: z.array(anything),
        line_count: count,
        truncated: z.boolean(),
      }),
    ),
  }),
);

const Verdicts = z.strictObject({
  verdicts: z.array(
    z.strictObject({
      validator_node_id: z.string(),
      validator_kind: z.string(),
      validator_label: z.string(),
      score: z.number(),
      threshold: z.number(),
    }),
  ),
});

const Card = z.strictObject({
  id: z.string().regex(/^[\da-f]{16}$/),
  locale_code: z.string().nullable(),
  audio: z.strictObject({
    playback_url: z.url().nullable(),
    status: Availability,
    duration_ms: count.nullable(),
    content_type: z.string().nullable(),
    provider: z.string().nullable(),
    model: z.string().nullable(),
  }),
  validations: z.array(
    z.strictObject({
      kind: z.string(),
      label: z.string().nullable(),
      score: z.number().nullable(),
      status: Availability,
      wer: z.number().nullable(),
      cer: z.number().nullable(),
      transcript: z.string().nullable(),
      scored_on: z.string().nullable(),
    }),
  ),
  voice: z.strictObject({ display_name: z.string().nullable(), status: Availability, reason: z.string().nullable() }),
  waveform_url: z.url().nullable(),
  retry_count: count,
  status: z.enum(['delivered', 'generated', 'not_delivered', 'dropped']),
  dropped: Verdicts.nullable(),
  rejected: Verdicts.nullable(),
});

export const Data = pageOf(
  z.strictObject({
    workflow_id: z.uuid(),
    run_id: z.uuid(),
    run_status: RunWord,
    rows: z.array(
      z.strictObject({
        id: z.string(),
        line_index: count,
        line_id: z.string().nullable(),
        source_line_id: z.string().nullable(),
        script: z.string().nullable(),
        script_status: Availability,
        auto_corrected: count,
        cards: z.array(Card),
      }),
    ),
    partial: z.strictObject({ status: Availability, reason: z.string().nullable(), source: z.string().nullable() }),
    dropped_truncated: z.boolean(),
  }),
);

export const Download = answerOf(z.strictObject({ url: z.url(), filename: z.string().min(1), expires_at: Seconds }));
