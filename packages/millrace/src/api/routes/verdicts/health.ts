import { TimestampInput, VerdictHealth } from '@millrace/protocol';
import { z } from 'zod';
import { MillraceError } from '../../../domain/errors.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { BUCKETS, verdictHealth } from '../../../domain/verdict-health.ts';
import type { HealthCounts } from '../../../domain/verdict-health.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS } from '../../no-parameters.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';
import { timestamp } from '../../timestamp.ts';

const DEFAULT_RANGE_MS = 30 * 24 * 3600 * 1000;
const ROLLING_POINTS = 1_000;

const Whole = z.coerce.number().int().min(1).max(LIMITS.rollingWindow);

export const getVerdictHealthRoute = route(
  {
    method: 'GET',
    path: '/v1/workflows/{name}/verdict-health',
    operationId: 'getVerdictHealth',
    summary: 'See how often the runs of a workflow were right, as far as people judged them',
    params: z.object({ name: z.string() }),
    query: z.strictObject({
      from: TimestampInput.optional().meta({ description: 'Runs created from then on; 30 days before `to` when left out.' }),
      to: TimestampInput.optional().meta({ description: 'Runs created before then; now when left out. At most 400 days after `from`.' }),
      bucket: z.enum(BUCKETS).default('day'),
      rolling_window: Whole.default(100).meta({ description: 'How many judged runs a point of `rolling` looks back over.' }),
      min_rolling: Whole.default(1).meta({ description: 'Leaves out points that look back over fewer.' }),
    }),
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('Totals, buckets and a rolling view.', VerdictHealth) },
  },
  ({ deps, caller, params, query }) => {
    const { store, now } = deps.context;
    if (store.workflows.get(caller.workspaceId, params.name) === null) {
      throw new MillraceError('not_found', 'There is no such workflow in this workspace.');
    }
    const range = rangeOf(query, now());
    const options = { bucket: query.bucket, rollingWindow: query.rolling_window, minRolling: query.min_rolling };
    const judged = store.verdicts.judged(caller.workspaceId, params.name, { ...range, limit: ROLLING_POINTS + options.rollingWindow });
    const health = verdictHealth(store.verdicts.days(caller.workspaceId, params.name, range), judged, options);
    return json(200, {
      workflow: params.name,
      from: timestamp(range.from),
      to: timestamp(range.to),
      totals: presentCounts(health.totals),
      bucket: options.bucket,
      buckets: health.buckets.map(({ start, ...counts }) => ({ start: timestamp(start), ...presentCounts(counts) })),
      rolling_window: options.rollingWindow,
      rolling: health.rolling.slice(-ROLLING_POINTS).map(({ runId, createdAt, judged: size, correctness }) => ({
        run_id: runId,
        created_at: timestamp(createdAt),
        judged: size,
        correctness,
      })),
    } satisfies VerdictHealth);
  },
);

function rangeOf(
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: number,
): { readonly from: number; readonly to: number } {
  const to = query.to === undefined ? now : Date.parse(query.to);
  const from = query.from === undefined ? to - DEFAULT_RANGE_MS : Date.parse(query.from);
  if (from < to && to - from <= LIMITS.healthRangeMs) return { from, to };
  const message = 'must be before `to`, and at most 400 days';
  throw new MillraceError('invalid_parameter', `The range is not valid: from ${message}.`, { faults: [{ pointer: '?from', message }] });
}

function presentCounts(counts: HealthCounts): VerdictHealth['totals'] {
  const { finished, correct, incorrect, unjudged, coverage, correctness, confidence } = counts;
  const interval = confidence === null ? null : ({ ...confidence, level: 0.95, method: 'wilson' } as const);
  return { finished, judged: correct + incorrect, correct, incorrect, unjudged, coverage, correctness, confidence: interval };
}
