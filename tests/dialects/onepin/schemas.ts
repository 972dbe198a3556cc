import { z } from 'zod';

/** UTC to the second, as in `2024-04-20T14:20:00Z`. */
export const Seconds = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
export const count = z.int().nonnegative();
export const anything = z.record(z.string(), z.unknown());
export const RunWord = z.enum(['pending', 'running', 'paused', 'completed', 'failed', 'cancelled']);

const Meta = z.strictObject({ request_id: z.string().min(1), timestamp: Seconds });
const Pagination = z.strictObject({ next: z.url().nullable(), prev: z.url().nullable(), limit: z.int().min(1).max(100), total: count });

export function answerOf<S extends z.ZodType>(data: S): z.ZodObject<{ data: S; meta: typeof Meta }, z.core.$strict> {
  return z.strictObject({ data, meta: Meta });
}

export function pageOf<S extends z.ZodType>(
  data: S,
): z.ZodObject<{ data: S; meta: typeof Meta; pagination: typeof Pagination }, z.core.$strict> {
  return z.strictObject({ data, meta: Meta, pagination: Pagination });
}

export const ErrorBody = z.strictObject({
  error: z.strictObject({
    code: z.string().regex(/^[A-Z_]+$/),
    message: z.string().min(1),
    details: z.array(z.strictObject({ field: z.string().min(1), message: z.string().min(1) })),
  }),
  meta: Meta,
});

const TriggeredBy = z.strictObject({ user_id: z.uuid(), user_name: z.string().min(1) });
const progress = { total_nodes: count, total_steps: count, finished_steps: count };
const pauses = { pause_requested_at: Seconds.nullable(), paused_at: Seconds.nullable() };

/** The document of the page: these members and no other. */
const page = {
  id: z.uuid(),
  workflow_id: z.uuid(),
  status: RunWord,
  run_number: z.int().positive(),
  token_cost: count,
  created_at: Seconds,
  updated_at: Seconds,
  ...progress,
  usage_summary: z.record(z.string(), z.number()),
  started_at: Seconds.nullable(),
  completed_at: Seconds.nullable(),
  error: z.string().nullable(),
  has_export: z.boolean(),
  triggered_by: TriggeredBy.nullable(),
};

export const PageDocument = answerOf(z.strictObject(page));
/** With a pause to tell of, the page's document has two members more. */
export const RunStatus = answerOf(
  z.strictObject({ ...page, pause_requested_at: pauses.pause_requested_at.optional(), paused_at: pauses.paused_at.optional() }),
);
export const Run = answerOf(z.strictObject({ ...page, ...pauses, credits: count }));

export const Definition = z.strictObject({
  graph: z.strictObject({
    nodes: z.array(
      z.strictObject({
        id: z.string(),
        type: z.string(),
        name: z.string(),
        position: z.strictObject({ x: z.number(), y: z.number() }),
        config: anything,
        config_version: z.int(),
      }),
    ),
    edges: z.array(
      z.strictObject({ id: z.string(), source: z.string(), sourcePort: z.string(), target: z.string(), targetPort: z.string() }),
    ),
  }),
  execution: z.strictObject({ steps: z.array(z.string()), params: anything }),
});

export const RunDetail = answerOf(z.strictObject({ ...page, ...pauses, credits: count, definition_snapshot: Definition }));

export const RunList = pageOf(
  z.array(
    z.strictObject({
      id: z.uuid(),
      status: RunWord,
      run_number: z.int().positive(),
      ...progress,
      credits: count,
      usage_summary: z.record(z.string(), z.number()),
      started_at: Seconds.nullable(),
      completed_at: Seconds.nullable(),
      ...pauses,
      created_at: Seconds,
      triggered_by: TriggeredBy.nullable(),
    }),
  ),
);

const workflow = {
  id: z.uuid(),
  user_id: z.uuid(),
  name: z.string().min(1),
  description: z.string().nullable(),
  created_at: Seconds,
  updated_at: Seconds,
  runs_count: count,
  last_run_at: Seconds.nullable(),
  last_run_status: RunWord.nullable(),
  run_status_counts: z.strictObject({ pending: count, running: count, completed: count, failed: count, cancelled: count, paused: count }),
};

export const WorkflowList = pageOf(z.array(z.strictObject(workflow)));
export const Workflow = answerOf(z.strictObject({ ...workflow, definition: Definition }));
export const NameAvailability = answerOf(z.strictObject({ name: z.string(), available: z.boolean() }));

export const Summary = answerOf(
  z.strictObject({
    total_runs: count,
    completed: count,
    failed: count,
    cancelled: count,
    pending: count,
    running: count,
    paused: count,
    pass_rate: z.number().min(0).max(1).nullable(),
    average_duration_seconds: z.number().nonnegative().nullable(),
  }),
);

export const Estimate = answerOf(
  z.strictObject({
    min_credits: count,
    expected_credits: count,
    max_credits: count,
    breakdown: z.array(
      z.strictObject({ node_id: z.string(), node_type: z.string(), min_credits: count, expected_credits: count, max_credits: count }),
    ),
    current_balance: z.int(),
    deficit_at_max: count,
    can_run: z.boolean(),
  }),
);

export const Whoami = answerOf(
  z.strictObject({
    auth_kind: z.enum(['clerk', 'api_key']),
    user_id: z.uuid(),
    workspace_id: z.uuid(),
    api_key_id: z.uuid(),
    scopes: z.array(z.enum(['workflows:read', 'workflows:run', 'uploads:write', 'workspace:read'])),
  }),
);

export const Credits = answerOf(
  z.strictObject({
    balance: z.int(),
    used: count,
    remaining: z.int(),
    period_start: Seconds.nullable(),
    period_end: Seconds.nullable(),
    plan_grant: count,
    plan_tier: z.enum(['free', 'paid', 'custom']),
  }),
);
