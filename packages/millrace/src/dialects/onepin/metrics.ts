import type { ItemSummary } from '../../domain/items.ts';
import { isTerminal } from '../../domain/run-status.ts';
import type { Run } from '../../domain/run.ts';
import { creditsOf, finishedAt, presentProgress } from './present.ts';
import type { Availability } from './statuses.ts';

export interface Metric {
  readonly key: string;
  readonly label: string;
  readonly value: number | string | null;
  readonly formatted_value: string;
  readonly unit: string | null;
  readonly status: Availability;
  readonly reason: string | null;
  readonly display: { readonly variant: string; readonly emphasis: string | null };
  readonly annotation: { readonly text: string; readonly emphasis: string | null } | null;
}

export interface MetricSection {
  readonly key: string;
  readonly title: string;
  readonly layout: string;
  readonly metrics: readonly Metric[];
}

export interface LanguageAudio {
  readonly locale_code: string;
  readonly line_count: number;
  readonly total_duration_ms: number;
  readonly avg_duration_ms: number;
}

export interface Absence {
  readonly status: Exclude<Availability, 'available'>;
  readonly reason: string;
}

/** Why something of the run is not there. */
export function absenceOf({ status }: Run, whatEnded: string): Absence {
  if (!isTerminal(status)) return { status: 'not_ready', reason: 'The run is not over.' };
  return { status: 'unavailable', reason: whatEnded };
}

export function presentMetrics(
  run: Run,
  totalNodes: number,
  audio: { readonly languages: readonly LanguageAudio[]; readonly absence: Absence | null },
): readonly MetricSection[] {
  return [
    { key: 'run', title: 'Run', layout: 'grid', metrics: runMetrics(run, totalNodes) },
    { key: 'lines', title: 'Lines', layout: 'grid', metrics: lineMetrics(run) },
    { key: 'audio', title: 'Audio', layout: 'grid', metrics: audioMetrics(audio) },
  ];
}

function runMetrics(run: Run, totalNodes: number): readonly Metric[] {
  const ended = finishedAt(run);
  const { startedAt } = run;
  const duration = ended === null || startedAt === null ? null : (ended - startedAt) / 1000;
  const progress = presentProgress(run, totalNodes);
  return [
    metric({ key: 'duration', label: 'Duration', unit: 'seconds' }, duration, absenceOf(run, 'The run never started.')),
    metric({ key: 'credits', label: 'Credits', unit: 'credits' }, creditsOf(run)),
    metric({ key: 'finished_steps', label: 'Finished steps', unit: 'steps' }, progress.finished_steps),
    metric({ key: 'total_steps', label: 'Steps', unit: 'steps' }, progress.total_steps),
  ];
}

const OUTCOMES = [
  ['input', 'Lines in'],
  ['delivered', 'Delivered'],
  ['dropped', 'Dropped'],
  ['failed', 'Failed'],
] as const satisfies readonly (readonly [keyof ItemSummary, string])[];

function lineMetrics(run: Run): readonly Metric[] {
  const absence = absenceOf(run, 'The run did not count its lines.');
  return OUTCOMES.map(([key, label]) => metric({ key, label, unit: 'lines' }, run.items === null ? null : run.items[key], absence));
}

function audioMetrics({ languages, absence }: Parameters<typeof presentMetrics>[2]): readonly Metric[] {
  const total = languages.reduce((sum, { total_duration_ms: ms }) => sum + ms, 0);
  return [
    metric({ key: 'total_duration', label: 'Audio', unit: 'ms' }, absence === null ? total : null, absence),
    metric({ key: 'languages', label: 'Languages', unit: 'languages' }, absence === null ? languages.length : null, absence),
  ];
}

type Named = Pick<Metric, 'key' | 'label'> & { readonly unit: string };

function metric(named: Named, value: number | null, absence: Absence | null = null): Metric {
  const display = { variant: 'number', emphasis: null };
  if (value === null) {
    const { status, reason } = absence ?? { status: 'unavailable', reason: null };
    return { ...named, value, formatted_value: '', status, reason, display, annotation: null };
  }
  return { ...named, value, formatted_value: formatted(value, named.unit), status: 'available', reason: null, display, annotation: null };
}

/** Counts are counts; only times need their unit to be understood. */
function formatted(value: number, unit: string): string {
  const digits = value.toLocaleString('en-US', { maximumFractionDigits: 3 });
  return unit === 'seconds' || unit === 'ms' ? `${digits} ${unit}` : digits;
}
