import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Answer, ServedDialect } from '../served-dialect.ts';
import { Results, resultsWith, Run, RunList, WholeResults } from './schemas.ts';

const ALL_FLAGS = 'include_review_results=true&include_confidence_scores=true&include_validation_results=true&include_source_info=true';

/** The body as this, with nanoseconds as the text of their digits. They must be numbers on the wire. */
export function exact<S extends z.ZodType>({ status, text }: Answer, schema: S): z.output<S> {
  assert.doesNotMatch(text, /_timestamp":"/);
  const readable = text.replaceAll(/(?<=_timestamp":)(?<digits>\d{19})(?=[,}])/gu, '"$<digits>"');
  const parsed = schema.safeParse(JSON.parse(readable));
  if (parsed.success) return parsed.data;
  throw new Error(`Answered ${status} ${text.slice(0, 2000)}\n${z.prettifyError(parsed.error)}`);
}

interface Look {
  readonly run: Run;
  readonly results: Results;
  readonly whole: WholeResults;
}

/** A run that rests, through every endpoint that shows it, and with every flag by itself and all of them. */
export async function look(served: ServedDialect, runId: string): Promise<Look> {
  const path = `/api/v2/apps/runs/${runId}`;
  const [one, head, listed, plain, whole] = await Promise.all([
    served.ask(path, { headers: { 'IB-Context': 'organization-1' } }),
    served.ask(path, { method: 'HEAD' }),
    served.ask(`/api/v2/apps/runs?run_id=${runId}&from_timestamp=0`),
    served.ask(`${path}/results`),
    served.ask(`${path}/results?${ALL_FLAGS}`),
  ]);
  const run = exact(one, Run);
  assert.deepEqual([one.status, head.status, listed.status, plain.status, whole.status], [200, 200, 200, 200, 200]);
  assert.deepEqual(exact(listed, RunList).runs, [run]);
  const single = { review: 'review_results', confidence: 'confidence_scores', validation: 'validation_results', source: 'source_info' };
  for (const [flag, name] of Object.entries(single)) {
    exact(await served.ask(`${path}/results?include_${name}=true`), resultsWith({ [flag]: true }));
  }
  const results = exact(plain, Results);
  assert.deepEqual([results.id, results.status, results.start_timestamp], [run.id, run.status, run.start_timestamp]);
  assert.deepEqual(
    [results.finish_timestamp, results.batch_id],
    [run.finish_timestamp, run.batch_id === null ? null : String(run.batch_id)],
  );
  return { run, results, whole: exact(whole, WholeResults) };
}

/** RFC 3339 with milliseconds, as the digits of nanoseconds. */
export function digits(at: string | null): string | null {
  return at === null ? null : `${Date.parse(at)}000000`;
}
