/** What spoke for or against two people being one. The position in the list is the bit in a recorded match. */
export const EVIDENCE = [
  'same profile',
  'same id',
  'same e-mail',
  'same name',
  'name in another form',
  'name misspelt',
  'name in another order',
  'family name changed',
  'same company',
  'same location',
  'same title',
  'same start date',
  'other profile',
  'other id',
  'other company',
  'other location',
  'names do not fit',
] as const;

export type Evidence = (typeof EVIDENCE)[number];

/** Points for or against, in bits, and the words for them. */
export interface Verdict {
  readonly bits: number;
  readonly found: readonly Evidence[];
}

const BIT_OF: ReadonlyMap<Evidence, number> = new Map(EVIDENCE.map((word, index) => [word, 2 ** index]));

export function packEvidence(found: Iterable<Evidence>): number {
  return [...new Set(found)].reduce((packed, word) => packed + (BIT_OF.get(word) ?? 0), 0);
}

export function hasEvidence(packed: number, word: Evidence): boolean {
  return (packed & (BIT_OF.get(word) ?? 0)) !== 0;
}

export function unpackEvidence(packed: number): readonly Evidence[] {
  return EVIDENCE.filter((_, index) => (packed & (2 ** index)) !== 0);
}
