import type { Run } from '@millrace/protocol';
import { formatDuration } from '../domain/duration.ts';
import { endLine, progressLine } from './progress-lines.ts';
import { table } from './table.ts';

/** A run for a person to read: what it is, how far it is, its steps, files and result. */
export function runDetails(run: Run): readonly string[] {
  return [
    run.finished ? endLine(run) : progressLine(run),
    `id        ${run.id}`,
    `version   ${run.version}`,
    `reason    ${run.status_reason}`,
    `created   ${run.timing.created_at}`,
    `attempt   ${run.lineage.attempt}`,
    ...(run.tags.length === 0 ? [] : [`tags      ${run.tags.join(', ')}`]),
    ...run.cost.map(({ currency, total_micros: micros }) => `cost      ${(micros / 1_000_000).toFixed(6)} ${currency}`),
    `input     ${oneLine(run.input)}`,
    ...(run.status === 'completed' ? [`output    ${oneLine(run.output)}`] : []),
    ...stepLines(run),
    ...fileLines(run),
  ];
}

function stepLines({ steps = [] }: Run): readonly string[] {
  if (steps.length === 0) return [];
  const rows = steps.map((step) => [
    `${step.name}${step.occurrence > 1 ? ` #${step.occurrence}` : ''}`,
    step.kind,
    step.status,
    step.duration_ms === null ? '' : formatDuration(step.duration_ms),
    step.error?.message ?? (step.copied_from === null ? '' : `taken over from run ${step.copied_from}`),
  ]);
  return ['', table(['step', 'kind', 'status', 'took', ''], rows).trimEnd()];
}

function fileLines({ artifacts = [] }: Run): readonly string[] {
  if (artifacts.length === 0) return [];
  const rows = artifacts.map(({ path, role, size_bytes: size, media_type: type }) => [path, role, String(size), type]);
  return ['', table(['file', 'role', 'bytes', 'type'], rows).trimEnd()];
}

function oneLine(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
