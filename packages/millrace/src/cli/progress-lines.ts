import type { Run } from '@millrace/protocol';
import { formatDuration } from '../domain/duration.ts';

const BAR_WIDTH = 24;
const STAGE_MARKS: { readonly [S in Run['stages'][number]['status']]: string } = {
  pending: '○',
  running: '●',
  completed: '✓',
  failed: '✗',
  skipped: '–',
  cancelled: '–',
};

/** A run as it is drawn on a screen while it goes on: a bar, its stages, what it says and what it has counted. */
export function progressLines(run: Run, now: number): readonly string[] {
  const lines = [`${title(run)}  ${bar(run.progress.percent)} ${percent(run)}  ${times(run, now)}`];
  const width = Math.max(0, ...run.stages.map((stage) => stage.title.length));
  for (const stage of run.stages) lines.push(`  ${STAGE_MARKS[stage.status]} ${stage.title.padEnd(width)}  ${spell(stage, now)}`.trimEnd());
  const counts = countWords(run);
  if (run.progress.message !== null) lines.push(`  ${run.progress.message}`);
  if (counts !== '') lines.push(`  ${counts}`);
  if (run.waiting_for !== null) lines.push(`  waits for the ${run.waiting_for.kind} "${run.waiting_for.name}"`);
  return lines;
}

/** The same in one line, for a log or a pipe. */
export function progressLine(run: Run): string {
  const stage = run.stages.find(({ status }) => status === 'running')?.title;
  const parts = [`${title(run)} ${percent(run).trim()}`, stage, run.progress.message, countWords(run)];
  return parts.filter((part) => part !== undefined && part !== null && part !== '').join(' · ');
}

/** How a run ended, in one line. */
export function endLine(run: Run): string {
  const took = run.timing.duration_ms === null ? '' : ` after ${formatDuration(run.timing.duration_ms)}`;
  const why =
    run.error === null ? '' : `: ${run.error.message} (${run.error.code}${run.error.step === null ? '' : ` in step ${run.error.step}`})`;
  return `${run.workflow} #${run.run_number} ${run.status}${took}${why}`;
}

function title(run: Run): string {
  return `${run.workflow} #${run.run_number} ${run.status}`;
}

function bar(percentDone: number): string {
  const full = Math.round((percentDone / 100) * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}

function percent(run: Run): string {
  return `${String(Math.floor(run.progress.percent)).padStart(3)}%`;
}

function times(run: Run, now: number): string {
  const since = Date.parse(run.timing.started_at ?? run.timing.created_at);
  const elapsed = formatDuration(Math.max(0, now - since));
  return run.progress.eta_ms === null || run.finished ? elapsed : `${elapsed}, about ${formatDuration(run.progress.eta_ms)} left`;
}

function spell(stage: Run['stages'][number], now: number): string {
  if (stage.started_at === null) return '';
  const end = stage.finished_at === null ? now : Date.parse(stage.finished_at);
  return formatDuration(Math.max(0, end - Date.parse(stage.started_at)));
}

function countWords({ progress, item_summary: items }: Run): string {
  const units =
    progress.units_done === null || progress.units_total === null
      ? []
      : [`${number(progress.units_done)} of ${number(progress.units_total)}`];
  if (items === null) return units.join('');
  const outcomes = (['delivered', 'dropped', 'failed', 'pending'] as const).filter((outcome) => items[outcome] > 0);
  return [...units, `${number(items.input)} items: ${outcomes.map((outcome) => `${number(items[outcome])} ${outcome}`).join(', ')}`].join(
    ' · ',
  );
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
