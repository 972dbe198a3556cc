import { z } from 'zod';
import { Iso, Whole, Present, RunId, AutomationId, VersionId, RunType, Status, Verdict, ReviewStatus } from './primitives.ts';

const Timing = z.strictObject({
  createdAt: Iso,
  startedAt: Iso.nullable(),
  completedAt: Iso.nullable(),
  durationMs: Whole.nullable(),
  cancelRequestedAt: Iso.nullable(),
});

const Git = z.strictObject({ requestedRef: z.null(), resolvedRef: z.null(), resolvedTag: z.null(), commitSha: z.null() });

const Source = z.strictObject({
  id: AutomationId,
  name: z.string().nullable(),
  version: z.string().nullable(),
  versionId: VersionId.nullable(),
  slug: z.string().nullable(),
  model: z.string().nullable(),
  git: Git.nullable(),
});

const SourceDetail = Source.extend({
  implementationAvailable: z.boolean(),
  automationFound: z.literal(true),
  currentVersion: z.string().nullable(),
});

const Trigger = z.strictObject({
  type: z.string().nullable(),
  by: z.strictObject({ id: z.string(), name: z.string().nullable(), email: z.string() }).nullable(),
  email: z.null(),
});

const Eval = z.strictObject({
  example: z.string().nullable(),
  exampleId: z.string().nullable(),
  score: z.number().nullable(),
  passed: z.boolean().nullable(),
});

const Retry = z.strictObject({
  number: Whole,
  previousRunId: RunId.nullable(),
  nextRun: z.strictObject({ id: RunId, status: Status }).nullable(),
});

const ReviewSummary = z.strictObject({ verdict: Verdict, status: ReviewStatus, hasNote: z.boolean(), correctionCount: Whole });

const executionBase = { status: Status, schemaValid: z.boolean().nullable(), batchId: z.null(), retry: Retry };
const Execution = z.strictObject({ ...executionBase, review: ReviewSummary.nullable() });

const Correction = z.strictObject({
  id: z.string(),
  kind: z.enum(['field', 'file']),
  path: z.string(),
  label: z.string().nullable(),
  originalValue: Present,
  correctedValue: Present,
  note: z.string(),
  correctedArtifactPath: z.string().nullable(),
  createdAt: Iso,
  updatedAt: Iso,
});

const Review = z.strictObject({
  id: z.string().regex(/^rev_[0-9a-f]{32}$/),
  verdict: Verdict,
  status: ReviewStatus,
  note: z.string(),
  correctedOutput: Present,
  reviewedBy: z.string().nullable(),
  reviewedByEmail: z.null(),
  reviewedAt: Iso,
  closedBy: z.string().nullable(),
  closedByEmail: z.null(),
  closedAt: Iso.nullable(),
  closedNote: z.string().nullable(),
  createdAt: Iso,
  updatedAt: Iso,
  corrections: z.array(Correction),
});
export const ReviewDetail = z.strictObject({ review: Review.nullable() });

const NameOnly = z.strictObject({ name: z.string() });
export const ExpectedFile = NameOnly;
export const ExpectedFiles = z.strictObject({ files: z.array(NameOnly) });

const Step = z.strictObject({
  id: z.string().startsWith('step_'),
  name: z.string(),
  type: z.string(),
  iteration: Whole.min(1),
  group: z.string().nullable(),
  status: z.enum(['pending', 'running', 'success', 'failure', 'waiting', 'skipped']),
  attempts: Whole,
  startedAt: Iso.nullable(),
  completedAt: Iso.nullable(),
  durationMs: Whole.nullable(),
  error: z.string().nullable(),
  retryOf: z.string().nullable(),
});
export const Steps = z.strictObject({ steps: z.array(Step) });

const Expected = z.strictObject({ output: z.unknown().optional(), files: z.array(NameOnly).optional() });

const WorkflowExecution = z.strictObject({
  ...executionBase,
  review: Review.nullable(),
  steps: z.array(Step),
  definitionSnapshot: Present,
  expected: Expected.optional(),
});

const AgentExecution = z.strictObject({
  ...executionBase,
  review: Review.nullable(),
  files: z.strictObject({ output: z.array(NameOnly) }),
  expected: Expected.optional(),
  comparison: z.unknown().optional(),
});

const Artifact = z.strictObject({
  name: z.string().min(1),
  role: z.string().min(1),
  path: z.string().min(1),
  stepName: z.string().optional(),
  contentType: z.string().nullable(),
  size: Whole.nullable(),
});
export const Artifacts = z.strictObject({ artifacts: z.array(Artifact) });

const UsageBody = z.strictObject({
  tokens: z.strictObject({
    input: Whole.nullable(),
    output: Whole.nullable(),
    cacheRead: Whole.nullable(),
    cacheWrite: Whole.nullable(),
  }),
  creditsCharged: Whole.nullable(),
  durationMs: Whole.nullable(),
  llmCallCount: Whole,
  ocrPagesProcessed: Whole,
  agentTurns: Whole.nullable(),
});
export const Usage = z.strictObject({ usage: UsageBody });

const PHASES = ['queued', 'starting', 'preparing_inputs', 'preparing_environment', 'installing_dependencies'];
const Phase = z.strictObject({
  phase: z.enum([...PHASES, 'running', 'collecting_outputs', 'finalizing']),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'skipped', 'cancelled']),
  startedAt: Iso.nullable(),
  completedAt: Iso.nullable(),
});

const Failure = z.strictObject({
  phase: z.string(),
  code: z.string(),
  category: z.enum(['input', 'source', 'environment', 'runtime', 'output', 'finalization', 'system']),
  provider: z.string().nullable(),
  retryable: z.boolean(),
  userMessage: z.string(),
  occurredAt: Iso,
});

const Debug = z.strictObject({
  observability: z.strictObject({ phases: z.array(Phase).length(8), failure: Failure.nullable() }),
  traceId: z.null(),
});

const runBase = {
  id: RunId,
  type: RunType,
  finished: z.boolean(),
  sampleRank: z.number().min(0).lt(1),
  timing: Timing,
  trigger: Trigger,
  eval: Eval.optional(),
  error: z.string().nullable(),
};

/** What a run in flight is, and what a terminal one has besides. */
const live = { ...runBase, source: SourceDetail, finished: z.literal(false) };
const terminal = {
  ...runBase,
  source: SourceDetail,
  finished: z.literal(true),
  output: z.record(z.string(), z.unknown()).nullable(),
  files: z.array(Artifact),
};
export const RunBody = z.discriminatedUnion('finished', [
  z.strictObject({ ...live, execution: Execution }),
  z.strictObject({ ...terminal, execution: Execution }),
]);

const expanded = {
  input: z.strictObject({ args: Present, files: z.array(NameOnly), metadata: Present }),
  usage: UsageBody,
  debug: Debug,
  execution: z.union([WorkflowExecution, AgentExecution]),
};
export const ExpandedRun = z.discriminatedUnion('finished', [
  z.strictObject({ ...live, ...expanded }),
  z.strictObject({ ...terminal, ...expanded }),
]);

export const RunList = z.strictObject({
  runs: z.array(z.strictObject({ ...runBase, source: Source, execution: Execution })),
  nextCursor: z.string().nullable(),
});

export const Accepted = z.strictObject({ id: RunId, type: RunType, finished: z.literal(false), source: Source });

export const Cancelled = z.strictObject({
  id: RunId,
  type: RunType,
  finished: z.boolean(),
  execution: z.strictObject({ status: Status }),
  cancellation: z.strictObject({ state: z.enum(['cancelled', 'requested', 'already_terminal']), wasStatus: Status }),
});

export const Events = z.strictObject({
  events: z.array(
    z.strictObject({
      type: z.string(),
      timestamp: Iso,
      status: Status.nullable(),
      message: z.string().nullable(),
      metadata: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const Trace = z.strictObject({
  events: z.array(
    z.strictObject({
      type: z.string(),
      phase: z.string().optional(),
      stepName: z.string().optional(),
      status: z.string(),
      startedAt: Iso.nullable(),
      completedAt: Iso.nullable(),
      message: z.string().nullable(),
      attempt: Whole.optional(),
    }),
  ),
});

export const Scores = z.strictObject({
  scores: z.array(
    z.strictObject({
      id: z.string().startsWith('evr_'),
      runId: RunId,
      automationId: AutomationId.nullable(),
      evaluatorName: z.string(),
      evaluatorType: z.string(),
      score: z.number().nullable(),
      passed: z.boolean().nullable(),
      label: z.string().nullable(),
      weight: z.number().nullable(),
      passThreshold: z.number().nullable(),
      description: z.string().nullable(),
      details: Present,
      error: z.string().nullable(),
      createdAt: Iso,
    }),
  ),
});
