import { isTerminal } from '../../domain/run-status.ts';
import type { Run } from '../../domain/run.ts';
import { audioId, isDropped, type DataCard, type DataRow, type DataValidation, type DataVerdict } from './data-row.ts';
import { runWord, type Availability, type RunWord } from './statuses.ts';

interface CardOut {
  readonly id: string;
  readonly locale_code: string | null;
  readonly audio: {
    readonly playback_url: string | null;
    readonly status: Availability;
    readonly duration_ms: number | null;
    readonly content_type: string | null;
    readonly provider: string | null;
    readonly model: string | null;
  };
  readonly validations: readonly (DataValidation & { readonly status: Availability })[];
  readonly voice: { readonly display_name: string | null; readonly status: Availability; readonly reason: string | null };
  readonly waveform_url: string | null;
  readonly retry_count: number;
  readonly status: DataCard['status'];
  readonly dropped: { readonly verdicts: readonly DataVerdict[] } | null;
  readonly rejected: { readonly verdicts: readonly DataVerdict[] } | null;
}

interface RowOut {
  readonly id: string;
  readonly line_index: number;
  readonly line_id: string | null;
  readonly source_line_id: string | null;
  readonly script: string | null;
  readonly script_status: Availability;
  readonly auto_corrected: number;
  readonly cards: readonly CardOut[];
}

export interface PartialOut {
  readonly status: Availability;
  readonly reason: string | null;
  readonly source: string | null;
}

export interface DataOut {
  readonly workflow_id: string;
  readonly run_id: string;
  readonly run_status: RunWord;
  readonly rows: readonly RowOut[];
  readonly partial: PartialOut;
  readonly dropped_truncated: boolean;
}

/** A row and its place in its record set. */
export interface PlacedRow {
  readonly index: number;
  readonly row: DataRow;
}

export interface DataFilter {
  /** In lower case. */
  readonly search: string | null;
  /** Narrows cards, and never rows. */
  readonly language: string | null;
  readonly includeDropped: boolean;
}

/** The rows that are asked for, still with all of their cards. */
export function selectRows(rows: readonly PlacedRow[], { search, includeDropped }: DataFilter): readonly PlacedRow[] {
  const isFound = ({ row }: PlacedRow): boolean =>
    search === null || [row.script, row.line_id, row.source_line_id].some((text) => text?.toLowerCase().includes(search) === true);
  return rows.filter((placed) => (includeDropped || !isDropped(placed.row)) && isFound(placed));
}

/** A link to a file of the run by its path; null when it has no such file. */
export type LinkTo = (path: string) => string | null;

export function presentRow({ index, row }: PlacedRow, { language, includeDropped }: DataFilter, linkTo: LinkTo): RowOut {
  const cards = row.cards.filter(
    ({ locale_code: locale, status }) =>
      (language === null || locale?.toLowerCase() === language.toLowerCase()) && (includeDropped || status !== 'dropped'),
  );
  const id = row.id ?? row.line_id ?? String(index);
  return {
    id,
    line_index: row.line_index ?? index,
    line_id: row.line_id,
    source_line_id: row.source_line_id,
    script: row.script,
    script_status: row.script === null ? 'unavailable' : 'available',
    auto_corrected: row.auto_corrected,
    cards: cards.map((card) => presentCard(id, card, linkTo)),
  };
}

function presentCard(rowId: string, card: DataCard, linkTo: LinkTo): CardOut {
  const { locale_code: locale, path, waveform, verdicts, status } = card;
  const url = path === null ? null : linkTo(path);
  const refusals = verdicts.length === 0 ? null : { verdicts };
  return {
    id: audioId(path ?? `${rowId} ${locale ?? ''}`),
    locale_code: locale,
    audio: {
      playback_url: url,
      status: url === null ? 'unavailable' : 'available',
      duration_ms: card.duration_ms,
      content_type: card.content_type,
      provider: card.provider,
      model: card.model,
    },
    validations: card.validations.map((validation) => ({ ...validation, status: validation.score === null ? 'unavailable' : 'available' })),
    voice:
      card.voice === null
        ? { display_name: null, status: 'unavailable', reason: 'The workflow does not say whose voice it is.' }
        : { display_name: card.voice, status: 'available', reason: null },
    waveform_url: waveform === null ? null : linkTo(waveform),
    retry_count: card.retry_count,
    status,
    dropped: status === 'dropped' ? { verdicts } : null,
    rejected: status === 'dropped' ? null : refusals,
  };
}

/** Whether the rows are there, and why not. `source` is null for a workflow that delivers none. */
export function presentPartial(run: Run, source: string | null, count: number): PartialOut {
  if (source === null) return { status: 'unsupported', reason: 'The workflow does not say where its rows are.', source };
  if (run.status === 'completed') return { status: 'available', reason: null, source };
  if (!isTerminal(run.status)) return { status: 'not_ready', reason: 'The run is not over, so rows may be missing.', source };
  const reason = `The run ${run.status === 'failed' ? 'failed' : 'was cancelled'} before all rows were delivered.`;
  return { status: count > 0 ? 'available' : 'unavailable', reason, source };
}

export function presentData(
  run: Run,
  workflowId: string,
  shown: { readonly rows: readonly RowOut[]; readonly partial: PartialOut; readonly truncated: boolean },
): DataOut {
  return {
    workflow_id: workflowId,
    run_id: run.id,
    run_status: runWord(run),
    rows: shown.rows,
    partial: shown.partial,
    dropped_truncated: shown.truncated,
  };
}
