import { totalMicros } from '../../domain/cost.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import { fillTemplate, type TemplateForms } from '../template.ts';

/** A run as the one status endpoint of all pipelines shows it. */
export interface RunBody {
  readonly run_id: string;
  readonly status: 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED';
  readonly result: Json;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

export function presentRun(run: Run, result: Json): RunBody {
  return {
    run_id: run.id,
    status: presentStatus(run),
    result: run.status === 'completed' ? result : presentFailure(run),
    started_at: optionalMicroseconds(run.startedAt),
    finished_at: optionalMicroseconds('finishedAt' in run ? run.finishedAt : null),
  };
}

/** There are four words: a run that waits or is paused is running once it has started, and one that was cancelled has failed. */
function presentStatus(run: Run): RunBody['status'] {
  if (run.status === 'completed') return 'COMPLETED';
  if (run.status === 'failed' || run.status === 'cancelled') return 'FAILED';
  return run.startedAt === null ? 'QUEUED' : 'RUNNING';
}

function presentFailure(run: Run): Json {
  if (run.status === 'failed') return { error: { message: run.error.message, step_id: run.error.step } };
  if (run.status === 'cancelled') return { error: { message: 'The run was cancelled.', step_id: null } };
  return null;
}

export interface ResultSource {
  readonly run: Run;
  readonly output: Json;
  readonly creditsCharged: number;
}

/** What came of a completed run, in the words of its workflow. `link` makes a download address for a file of the run. */
export function presentResult(
  template: Json | undefined,
  source: ResultSource,
  link: (path: string, filename: string | null) => string,
): Json {
  if (template === undefined) return source.output;
  return fillTemplate(template, resultDocument(source), resultForms(link)) ?? null;
}

function resultDocument({ run, output, creditsCharged }: ResultSource): JsonObject {
  return {
    output,
    metadata: run.metadata,
    costs: { by_provider: run.costs, total: totalMicros(run.costs) },
    credits: { charged: creditsCharged },
    run: { id: run.id, workflow: run.workflow, run_number: run.runNumber },
  };
}

function resultForms(link: (path: string, filename: string | null) => string): TemplateForms {
  return {
    // A path, or { path, as } where `as` is the name under which the file is saved.
    $link: (argument) => {
      if (typeof argument === 'string') return link(argument, null);
      const [path, name] = [memberOf(argument, 'path'), memberOf(argument, 'as')];
      return typeof path === 'string' ? link(path, typeof name === 'string' ? fileName(name) : null) : undefined;
    },
    // Micro-units as US dollars.
    $usd: (argument) => (typeof argument === 'number' ? argument / 1_000_000 : undefined),
  };
}

function memberOf(value: Json, name: string): Json | undefined {
  return fillTemplate({ $from: `/${name}` }, value);
}

/** A name made of what a client sent, as every file system takes it. */
function fileName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9.]+/g, '_').replaceAll(/^[_.]+|[_.]+$/g, '');
}

/** RFC 3339 with microseconds; ours are milliseconds, so the last three digits are zeros. */
function microseconds(at: number): string {
  return new Date(at).toISOString().replace('Z', '000Z');
}

function optionalMicroseconds(at: number | null): string | null {
  return at === null ? null : microseconds(at);
}
