import { isTerminal } from '../../domain/run-status.ts';
import type { Run } from '../../domain/run.ts';
import { valueAt } from '../../domain/json-pointer.ts';
import type { DataRow } from './data-row.ts';
import type { DeclaredWorkflow } from './declaration.ts';
import { validatorsOf, type Definition, type GraphNode } from './definition.ts';
import { absenceOf, presentMetrics, type Absence, type LanguageAudio, type MetricSection } from './metrics.ts';
import { finishedAt } from './present.ts';
import { runWord, stepWord, type Availability, type RunWord, type StepWord } from './statuses.ts';
import { optionalSeconds, seconds } from '../seconds.ts';
import { errorOf, linesOf, type Visit } from './visits.ts';

interface ValidatorOut {
  readonly node_id: string;
  readonly kind: string;
  readonly label: string;
  readonly avg_score: number | null;
  readonly pass_rate: number | null;
  readonly pass_count: number | null;
  readonly fail_count: number | null;
  readonly retry_count: number | null;
  readonly status: Availability;
  readonly reason: string | null;
}

interface NodeState {
  readonly node_id: string;
  readonly node_type: string;
  readonly node_display_name: string;
  readonly status: StepWord;
  readonly iteration: number;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly duration_ms: number | null;
  readonly error: string | null;
}

export interface OverviewOut {
  readonly workflow: { readonly id: string; readonly name: string };
  readonly run: {
    readonly id: string;
    readonly status: RunWord;
    readonly created_at: string;
    readonly started_at: string | null;
    readonly completed_at: string | null;
    readonly has_export: boolean;
    readonly error: string | null;
  };
  readonly metric_sections: readonly MetricSection[];
  readonly audio_by_language: readonly LanguageAudio[];
  readonly validators: readonly ValidatorOut[];
  readonly workflow_snapshot: { readonly definition: Definition; readonly node_states: readonly NodeState[] };
  readonly capabilities: {
    readonly validator_drilldown: boolean;
    readonly live_trace_timing: boolean;
    readonly persisted_aggregates: boolean;
  };
  readonly future_links: { readonly validator_drilldown: string | null; readonly live_trace: string | null };
}

export interface OverviewFacts {
  readonly run: Run;
  readonly workflow: OverviewOut['workflow'];
  readonly hasExport: boolean;
  readonly snapshot: Definition;
  readonly visits: readonly Visit[];
  readonly pointers: DeclaredWorkflow['results'];
  /** Null for a workflow that does not say where its rows are. */
  readonly rows: readonly DataRow[] | null;
}

export function presentOverview({ run, workflow, hasExport, snapshot, visits, pointers, rows }: OverviewFacts): OverviewOut {
  const languages = audioByLanguage(rows ?? []);
  return {
    workflow,
    run: {
      id: run.id,
      status: runWord(run),
      created_at: seconds(run.createdAt),
      started_at: optionalSeconds(run.startedAt),
      completed_at: optionalSeconds(finishedAt(run)),
      has_export: hasExport,
      error: run.status === 'failed' ? run.error.message : null,
    },
    metric_sections: presentMetrics(run, snapshot.graph.nodes.length, { languages, absence: audioAbsence(run, rows) }),
    audio_by_language: languages,
    validators: validatorsOf(snapshot).map((node) => presentValidator(run, node, { visits, pointers })),
    workflow_snapshot: { definition: snapshot, node_states: snapshot.graph.nodes.map((node) => presentNodeState(run, node, visits)) },
    // Everything here is counted anew for each answer, from steps that are there as soon as they are durable.
    capabilities: { validator_drilldown: false, live_trace_timing: true, persisted_aggregates: false },
    future_links: { validator_drilldown: null, live_trace: null },
  };
}

function audioAbsence(run: Run, rows: readonly DataRow[] | null): Absence | null {
  if (rows === null) return { status: 'unsupported', reason: 'The workflow does not say where its rows are.' };
  return rows.length > 0 || run.status === 'completed' ? null : absenceOf(run, 'The run ended before it delivered anything.');
}

/** Of what was delivered. */
function audioByLanguage(rows: readonly DataRow[]): readonly LanguageAudio[] {
  const cards = rows.flatMap(({ cards: own }) => own.filter(({ status, path }) => status === 'delivered' && path !== null));
  return [...Map.groupBy(cards, ({ locale_code: locale }) => locale ?? 'und')].map(([locale, own]) => {
    const total = own.reduce((sum, { duration_ms: ms }) => sum + (ms ?? 0), 0);
    return { locale_code: locale, line_count: own.length, total_duration_ms: total, avg_duration_ms: Math.round(total / own.length) };
  });
}

function presentValidator(
  run: Run,
  { id, type, name }: GraphNode,
  { visits, pointers }: Pick<OverviewFacts, 'visits' | 'pointers'>,
): ValidatorOut {
  const lines = visits.filter(({ node }) => node.id === id).flatMap((visit) => linesOf(visit, pointers));
  const named = { node_id: id, kind: type.replace(/^validator_/, ''), label: name };
  if (lines.length === 0) {
    const { status, reason } = absenceOf(run, 'Nothing came to this validator.');
    const nothing = { avg_score: null, pass_rate: null, pass_count: null, fail_count: null, retry_count: null };
    return { ...named, ...nothing, status, reason };
  }
  const countOf = (pointer: string, word: string): number => lines.filter((line) => valueAt(line, pointer) === word).length;
  const scores = lines.map((line) => valueAt(line, pointers.score)).filter((score) => typeof score === 'number');
  const [pass, fail] = [countOf(pointers.port, 'pass'), countOf(pointers.port, 'fail')];
  return {
    ...named,
    avg_score: scores.length === 0 ? null : rounded(scores.reduce((sum, score) => sum + score, 0) / scores.length, 10),
    pass_rate: pass + fail === 0 ? null : rounded(pass / (pass + fail), 10_000),
    pass_count: pass,
    fail_count: fail,
    retry_count: countOf(pointers.next, pointers.retry),
    status: 'available',
    reason: null,
  };
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}

/** The latest visit of a node. One that was never visited waits for its turn, or was left out. */
function presentNodeState(run: Run, { id, type, name }: GraphNode, visits: readonly Visit[]): NodeState {
  const latest = visits.findLast(({ node }) => node.id === id);
  const step = latest?.step;
  return {
    node_id: id,
    node_type: type,
    node_display_name: name,
    status: step === undefined ? unvisited(run) : stepWord(step.status),
    iteration: latest?.iteration ?? 0,
    started_at: optionalSeconds(step?.startedAt ?? null),
    completed_at: optionalSeconds(step?.finishedAt ?? null),
    duration_ms: step?.durationMs ?? null,
    error: step === undefined ? null : errorOf(step),
  };
}

function unvisited({ status }: Run): StepWord {
  return isTerminal(status) ? 'skipped' : 'pending';
}
