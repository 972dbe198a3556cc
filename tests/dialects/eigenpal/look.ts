import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { Run } from '../../../packages/protocol/src/index.ts';
import type { Answer, Ask, ServedDialect } from '../served-dialect.ts';
import { Accepted, Artifacts, Events, ExpandedRun, ReviewDetail, RunBody, RunList, Scores, Steps, Trace, Usage } from './run-schemas.ts';

export type Shown = z.output<typeof RunBody>;
export type Expanded = z.output<typeof ExpandedRun>;

/** A run as every endpoint about it shows it, each answer held against its schema. */
export interface Look {
  readonly run: Shown;
  readonly expanded: Expanded;
  readonly steps: z.output<typeof Steps>['steps'];
  readonly events: z.output<typeof Events>['events'];
  readonly artifacts: z.output<typeof Artifacts>['artifacts'];
  readonly scores: z.output<typeof Scores>['scores'];
  readonly review: z.output<typeof ReviewDetail>['review'];
}

export function shownId(runId: string): string {
  return `exec_${runId.replaceAll('-', '')}`;
}

export function ourId(shown: string): string {
  return shown.replace(/^exec_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function ok<S extends z.ZodType>(served: ServedDialect, path: string, schema: S): Promise<z.output<S>> {
  const answer = await served.ask(path);
  assert.equal(answer.status, 200, answer.text);
  return answer.as(schema);
}

/** Looks at a run from all sides. It must not change meanwhile. */
export async function look(served: ServedDialect, runId: string): Promise<Look> {
  const own = `/api/v1/runs/${shownId(runId)}`;
  const run = await ok(served, own, RunBody);
  // A poll out of the cache, the newer path, our own id and the router all say the same.
  for (const path of [own, own.replace('/api', ''), `/api/v1/runs/${runId}`, `${own}?expand=`]) {
    assert.deepEqual(await ok(served, path, RunBody), run, path);
  }
  const expanded = await ok(served, `${own}?expand=input,usage,execution,debug`, ExpandedRun);
  const { execution: _full, input: _input, usage, debug: _debug, ...rest } = expanded;
  const { execution: _slim, ...plain } = run;
  assert.deepEqual(rest, plain);
  const { events } = await ok(served, `${own}/events`, Events);
  assert.deepEqual(
    events.map(({ timestamp }) => timestamp),
    events.map(({ timestamp }) => timestamp).toSorted(),
  );
  await ok(served, `${own}/trace`, Trace);
  assert.deepEqual((await ok(served, `${own}/usage`, Usage)).usage, usage);
  const { runs } = await ok(served, `/api/v1/runs?ids=${shownId(runId)}`, RunList);
  assert.deepEqual(
    runs.map(({ id, execution }) => [id, execution]),
    [[run.id, run.execution]],
  );
  return {
    run,
    expanded,
    steps: (await ok(served, `${own}/steps`, Steps)).steps,
    events,
    artifacts: (await ok(served, `${own}/artifacts`, Artifacts)).artifacts,
    scores: (await ok(served, `${own}/scores`, Scores)).scores,
    review: (await ok(served, `${own}/reviews`, ReviewDetail)).review,
  };
}

/** Starts a run through the dialect and gives its own id. */
export async function begin(served: ServedDialect, body: object, more: Ask = {}): Promise<string> {
  const answer: Answer = await served.ask('/api/v1/runs', { body, ...more });
  assert.equal(answer.status, 201, answer.text);
  return ourId(answer.as(Accepted).id);
}

/** The times that the native API tells must be the ones that are shown. */
export function assertTimes(shown: Shown, native: Run): void {
  assert.deepEqual(shown.timing, {
    createdAt: native.timing.created_at,
    startedAt: native.timing.started_at,
    completedAt: native.timing.finished_at,
    durationMs: native.timing.duration_ms,
    cancelRequestedAt: native.timing.cancel_requested_at,
  });
}
