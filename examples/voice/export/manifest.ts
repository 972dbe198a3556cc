import type { LineRow } from './rows.ts';
import type { VoiceOutput } from '../output-schema.ts';

const COLUMNS = ['line_id', 'locale', 'status', 'reason', 'file', 'duration_ms', 'retry_count', 'voice', 'script', 'normalised'] as const;

/** What is in the archive, and what is not and why: for programs. */
export function writeManifestJson(rows: readonly LineRow[], totals: VoiceOutput): string {
  return `${JSON.stringify({ totals, lines: rows }, null, 2)}\n`;
}

/** The same for people, one row per clip. */
export function writeManifestCsv(rows: readonly LineRow[]): string {
  const lines = rows.flatMap(({ line_id, script, normalised, cards }) =>
    cards.map(({ locale, status, reason, audio, retry_count, voice }) =>
      [
        line_id,
        locale,
        status,
        reason ?? '',
        status === 'delivered' ? (audio?.path ?? '') : '',
        String(audio?.duration_ms ?? ''),
        String(retry_count),
        voice.id,
        script,
        normalised,
      ].map(cell),
    ),
  );
  return [COLUMNS, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** A cell that a spreadsheet would take for a formula is marked as text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
