import { isTerminal } from '../../domain/run-status.ts';
import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import { valueAt } from '../../domain/json-pointer.ts';
import type { DeclaredWorkflow } from './declaration.ts';
import type { GraphNode } from './definition.ts';
import { creditsOf } from './present.ts';
import { runWord, stepWord, type RunWord, type StepWord } from './statuses.ts';
import { linesOf, type Visit } from './visits.ts';

/** So many lines of a node are shown; the data of a run has pages. */
const MOST_LINES = 1000;

export interface SinkOutput {
  readonly node_id: string;
  readonly node_type: string;
  readonly display_name: string;
  readonly status: StepWord;
  readonly lines: readonly JsonObject[];
  readonly line_count: number;
  readonly truncated: boolean;
}

export interface RunOutputs {
  readonly run_id: string;
  readonly run_status: RunWord;
  readonly credits: number;
  readonly outputs: readonly SinkOutput[];
}

export function presentOutputs(
  run: Run,
  sinks: readonly GraphNode[],
  { visits, pointers }: { readonly visits: readonly Visit[]; readonly pointers: DeclaredWorkflow['results'] },
): RunOutputs {
  return {
    run_id: run.id,
    run_status: runWord(run),
    credits: creditsOf(run),
    outputs: sinks.map(({ id, type, name }) => {
      const own = visits.filter(({ node }) => node.id === id);
      const lines = mergeLines(own, pointers);
      return {
        node_id: id,
        node_type: type,
        display_name: name,
        status: sinkStatus(run, own),
        lines: lines.slice(0, MOST_LINES),
        line_count: lines.length,
        truncated: lines.length > MOST_LINES,
      };
    }),
  };
}

function sinkStatus(run: Run, visits: readonly Visit[]): StepWord {
  const latest = visits.at(-1);
  if (latest !== undefined) return stepWord(latest.step.status);
  return isTerminal(run.status) ? 'skipped' : 'pending';
}

/** Of each line in each language what its latest completed visit said; a visit that failed takes nothing away. */
function mergeLines(visits: readonly Visit[], pointers: DeclaredWorkflow['results']): readonly JsonObject[] {
  const merged = new Map<string, JsonObject>();
  let unnamed = 0;
  for (const visit of visits) {
    if (visit.step.status !== 'completed') continue;
    for (const line of linesOf(visit, pointers)) {
      const id = valueAt(line, pointers.line_id);
      const key = id === undefined ? `#${(unnamed += 1)}` : JSON.stringify([id, valueAt(line, pointers.locale) ?? null]);
      merged.set(key, asObject(line));
    }
  }
  return [...merged.values()];
}

function asObject(line: Json): JsonObject {
  return isJsonObject(line) ? line : { value: line };
}
