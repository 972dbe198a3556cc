import { z } from 'zod';
import { Artifact } from './artifact.ts';
import { Cost, UsageEntry } from './cost.ts';
import { EvaluationSummary } from './evaluation.ts';
import { GapReport, ItemSummary } from './items.ts';
import { DataPart } from './job.ts';
import { pageOf } from './page.ts';
import { Progress } from './progress.ts';
import { RunError } from './run-error.ts';
import { RunStatus, StatusReason } from './run-status.ts';
import { Id, JsonMap, Timestamp } from './scalar.ts';
import { Stage } from './stage.ts';
import { Step } from './step.ts';
import { VerdictSummary } from './verdict.ts';
import { WaitingFor } from './waiting-for.ts';
import { Workflow } from './workflow.ts';

export const RunTiming = z
  .object({
    created_at: Timestamp,
    start_at: Timestamp.nullable().meta({ description: 'Not before this time.' }),
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
    updated_at: Timestamp,
    expires_at: Timestamp.nullable().meta({ description: 'Fails with `queue_expired` unless it has started by then.' }),
    pause_requested_at: Timestamp.nullable(),
    cancel_requested_at: Timestamp.nullable(),
    duration_ms: z.int().nullable().meta({ description: 'From the first start to the end; null until then.' }),
    queued_ms: z.int().meta({ description: 'Time spent queued, in spells that are over.' }),
    waiting_ms: z.int().meta({ description: 'Time spent waiting, in spells that are over.' }),
    timeout_ms: z.int().nullable(),
  })
  .meta({ id: 'RunTiming' });

export const RunTrigger = z
  .object({
    type: z.enum(['api', 'cli', 'schedule', 'webhook', 'retry', 'rerun', 'run', 'batch', 'dashboard', 'mcp']),
    actor: z.string().nullable(),
    request_id: z.string().nullable(),
  })
  .meta({ id: 'RunTrigger' });

export const RunLineage = z
  .object({
    attempt: z.int().min(1),
    previous_run_id: Id.nullable(),
    next_run_id: Id.nullable().optional().meta({ description: 'Only with `expand=lineage`.' }),
    forked_from: z.object({ run_id: Id, step: z.string().nullable() }).nullable(),
    parent_run_id: Id.nullable(),
    root_run_id: Id,
    batch_id: z.string().nullable(),
    children: z
      .array(z.object({ id: Id, workflow: z.string(), status: RunStatus }))
      .optional()
      .meta({ description: 'Only with `expand=lineage`.' }),
  })
  .meta({ id: 'RunLineage' });

export const RunLinks = z
  .object({
    self: z.string(),
    status: z.string(),
    events: z.string(),
    steps: z.string(),
    logs: z.string(),
    records: z.string(),
    artifacts: z.string(),
    evaluations: z.string(),
    verdict: z.string(),
    workflow: z.string(),
  })
  .meta({ id: 'RunLinks' });

/** What a run takes from the credits of the workspace. */
export const RunCredits = z
  .object({
    held: z.int().min(0).meta({ description: 'Put aside, or paid, at the start. The run never costs more.' }),
    used: z.int().min(0).meta({ description: 'Used so far, by it and by the runs it called.' }),
    charged: z.int().min(0).nullable().meta({ description: 'What it cost; null until it has ended.' }),
    quote_id: Id.nullable(),
  })
  .meta({ id: 'RunCredits' });

/** One execution of a version of a workflow. */
export const Run = z
  .object({
    id: Id,
    workflow: z.string(),
    version: z.string(),
    run_number: z.int().min(1).meta({ description: 'Counts the runs of the workflow.' }),
    status: RunStatus,
    status_reason: StatusReason,
    waiting_for: WaitingFor.nullable(),
    finished: z.boolean(),
    seq: z.int().min(1).meta({ description: 'Grows with every change; it is the ETag.' }),
    progress: Progress,
    stages: z.array(Stage),
    step_counts: z.object({ completed: z.int(), failed: z.int(), attempts: z.int() }),
    item_summary: ItemSummary.nullable(),
    gap_report: GapReport.nullable(),
    cost: z.array(Cost),
    credits: RunCredits,
    input: z.unknown().optional().meta({ description: 'Only with `expand=input`.' }),
    output: z.unknown().meta({ description: 'Null until the run completed. Left out of lists.' }).optional(),
    error: RunError.nullable(),
    timing: RunTiming,
    tags: z.array(z.string()),
    metadata: JsonMap,
    priority: z.int(),
    concurrency_key: z.string().nullable(),
    trigger: RunTrigger,
    lineage: RunLineage,
    deleted: z.array(DataPart).meta({ description: 'What of it was deleted: its input, output or logs read as null or empty.' }),
    example: z.object({ id: z.string(), name: z.string() }).nullable().meta({ description: 'The example that it was started with.' }),
    evaluation: EvaluationSummary.nullable().meta({ description: 'Of a run of an example that completed or failed.' }),
    verdict: VerdictSummary.nullable().meta({ description: 'What people found about it after it had ended.' }),
    sample_rank: z.number().min(0).lt(1).meta({ description: 'The same for ever; a rank below 0.05 is a sample of 5 %.' }),
    poll_after_ms: z.int().nullable(),
    steps: z.array(Step).optional().meta({ description: 'Only with `expand=steps`.' }),
    usage: z.array(UsageEntry).optional().meta({ description: 'Only with `expand=usage`.' }),
    artifacts: z.array(Artifact).optional().meta({ description: 'Only with `expand=artifacts`.' }),
    definition: Workflow.nullable().optional().meta({ description: 'Only with `expand=definition`.' }),
    links: RunLinks,
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;

export const RunList = pageOf(Run).meta({ id: 'RunList' });
export type RunList = z.infer<typeof RunList>;

export const RUN_EXPANSIONS = ['input', 'steps', 'usage', 'artifacts', 'lineage', 'definition'] as const;
export type RunExpansion = (typeof RUN_EXPANSIONS)[number];
