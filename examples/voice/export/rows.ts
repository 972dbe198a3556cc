import { type Card, presentCard } from './card.ts';
import type { ClipState } from '../clip.ts';
import type { PreparedLine } from '../make-clips.ts';
import type { Timbre } from '../speech/voices.ts';

/** One line of the script with a card for each language. */
export interface LineRow {
  readonly id: string;
  readonly line_index: number;
  readonly line_id: string;
  readonly source_line_id: string | null;
  readonly script: string;
  readonly normalised: string;
  readonly language: string;
  /** `normalised` when the text was changed, `unchanged`, or `empty` when nothing is left to say. */
  readonly script_status: 'normalised' | 'unchanged' | 'empty';
  readonly auto_corrected: number;
  readonly cards: readonly Card[];
}

export function presentRows(lines: readonly PreparedLine[], states: readonly ClipState[], timbre: Timbre): readonly LineRow[] {
  const cards = Map.groupBy(states, ({ clip }) => clip.lineId);
  return lines.map(({ index, lineId, sourceLineId, text, language, spoken, corrections }) => ({
    id: lineId,
    line_index: index,
    line_id: lineId,
    source_line_id: sourceLineId,
    script: text,
    normalised: spoken,
    language,
    script_status: statusOf(text, spoken),
    auto_corrected: corrections,
    cards: (cards.get(lineId) ?? []).map((state) => presentCard(state, timbre)),
  }));
}

function statusOf(written: string, spoken: string): LineRow['script_status'] {
  if (spoken === '') return 'empty';
  return spoken === written ? 'unchanged' : 'normalised';
}

/** A line is delivered when any of its clips is; otherwise the first of them says why not. */
export function rowOutcome({ cards }: LineRow): { outcome: 'delivered' | 'dropped'; reason?: string } {
  if (cards.some(({ status }) => status === 'delivered')) return { outcome: 'delivered' };
  return { outcome: 'dropped', reason: cards[0]?.reason ?? 'dropped' };
}
