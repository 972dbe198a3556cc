import { z } from 'zod';
import { Iso, Whole, Present, RunId, AutomationId, VersionId, FileId, RunType } from './primitives.ts';

const triggers = z.strictObject({ api: z.boolean(), email: z.boolean(), manual: z.boolean(), cron: z.boolean() });
const summary = {
  id: AutomationId,
  type: RunType,
  slug: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  status: z.string(),
  version: z.string().nullable(),
  triggers,
  implementationAvailable: z.boolean(),
  createdAt: Iso,
  updatedAt: Iso,
};
const Schema = z.record(z.string(), z.unknown()).nullable();
export const AutomationDetail = z.strictObject({ ...summary, inputSchema: Schema, outputSchema: Schema });
export const Triggers = z.strictObject({ automationId: AutomationId, type: RunType, triggers });

function page<S extends z.ZodType>(item: S) {
  return z.strictObject({ data: z.array(item), total: Whole, limit: Whole, offset: Whole });
}
export const AutomationList = page(z.strictObject(summary));
export const VersionList = page(
  z.strictObject({
    id: VersionId,
    automationId: AutomationId,
    version: z.string().nullable(),
    sourceRef: z.string().nullable(),
    isCurrent: z.boolean(),
    createdAt: Iso,
  }),
);

export const Example = z.strictObject({
  id: z.string(),
  name: z.string(),
  automationId: AutomationId,
  automationType: RunType,
  input: Schema,
  expected: Present,
  expectedFiles: z.array(z.strictObject({ name: z.string(), url: z.url().optional() })),
  metadata: Schema,
  annotation: z.string().nullable(),
  rowOrder: z.number().nullable(),
  overrides: Schema,
  latestRunId: RunId.nullable(),
  createdAt: Iso,
  updatedAt: Iso.nullable(),
});
export const ExampleList = page(Example);
export const ExampleRun = z.strictObject({ id: RunId, type: RunType, batchId: z.string().nullable(), finished: z.literal(false) });
export const Evaluators = z.strictObject({
  automationId: AutomationId,
  automationType: RunType,
  yaml: z.string().min(1),
  config: z.strictObject({ evaluators: z.array(z.record(z.string(), z.unknown())), passThreshold: z.number() }),
});

const Share = z.number().min(0).max(1);
const counts = {
  totalRuns: Whole,
  reviewedRuns: Whole,
  reviewCoverage: Share.nullable(),
  correctReviews: Whole,
  incorrectReviews: Whole,
  nitReviews: Whole,
  reviewedCorrectness: Share.nullable(),
};
export const Health = z.strictObject({
  timeRange: z.strictObject({ from: Iso, to: Iso }),
  granularity: z.strictObject({ bucket: z.enum(['day', 'week', 'month']), rollingWindow: Whole, minRollingReviews: Whole }),
  summary: z.strictObject({
    ...counts,
    confidence: z.strictObject({ lower: Share.nullable(), upper: Share.nullable(), method: z.literal('wilson') }),
  }),
  buckets: z.array(z.strictObject({ start: Iso, end: Iso, ...counts })),
  rolling: z.array(
    z.strictObject({
      at: Iso,
      reviewedRuns: Whole,
      correctReviews: Whole,
      reviewedCorrectness: Share,
      confidenceLower: Share,
      confidenceUpper: Share,
      totalRunsInWindow: Whole,
      reviewCoverage: Share,
    }),
  ),
});

export const FileBody = z.strictObject({
  id: FileId,
  filename: z.string(),
  contentType: z.string().nullable(),
  size: Whole.nullable(),
  purpose: z.string().nullable(),
  createdAt: Iso,
});

export const UploadSession = z.strictObject({ transport: z.literal('multipart'), url: z.url(), maxFileSizeBytes: Whole });

export const Identity = z.strictObject({
  ok: z.literal(true),
  tenantId: z.string().regex(/^org_[0-9a-f]{32}$/),
  tenantSlug: z.string().min(1),
  tenantName: z.string().nullable(),
  userId: z.null(),
  keyId: z.string(),
  email: z.null(),
  name: z.string().nullable(),
  scope: z.array(z.string()),
  wildcardGranted: z.boolean(),
});

export const ErrorBody = z.strictObject({
  issues: z
    .array(
      z.strictObject({
        field: z.string().min(1),
        message: z.string().min(1),
        code: z.string().min(1),
        severity: z.enum(['error', 'warning']),
      }),
    )
    .min(1),
  requestId: z.string().min(1),
  hint: z.string().optional(),
  docsUrl: z.string().optional(),
});
