import { foldText } from '../reading/fold-text.ts';
import { CLASS_NAMES, type ClassName } from './class-name.ts';
import { CUES } from './cues.ts';

/** Cues of one page go together, so that each says less than it would alone; the evidence is divided by this. */
const TEMPERATURE = 3;
const LEAST_CONFIDENCE = 0.6;
const CANDIDATES = [...CLASS_NAMES, 'other'] as const;

export interface Classification {
  /** Null when no class fits. */
  readonly class: ClassName | null;
  /** The probability of that answer, 0 to 1. */
  readonly confidence: number;
}

/** Naive Bayes over the cues: each one that is there, and each that is missing, makes some classes likelier. */
export function classifyText(text: string): Classification {
  const page = ` ${foldText(text)} `;
  const present = CUES.map(({ phrases }) => phrases.some((phrase) => page.includes(` ${phrase} `)));
  const evidence = CANDIDATES.map((candidate) =>
    CUES.reduce((sum, { on }, index) => sum + Math.log(present[index] === true ? on[candidate] : 1 - on[candidate]), 0),
  );
  const most = Math.max(...evidence);
  const weights = evidence.map((logarithm) => Math.exp((logarithm - most) / TEMPERATURE));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = CANDIDATES.map((candidate, index) => ({ candidate, share: (weights[index] ?? 0) / total }));
  const [best] = shares.toSorted((a, b) => b.share - a.share);
  const other = shares.find(({ candidate }) => candidate === 'other')?.share ?? 0;
  if (best === undefined || best.candidate === 'other') return { class: null, confidence: round(other) };
  // Two classes that are about as likely are no answer either.
  return best.share < LEAST_CONFIDENCE
    ? { class: null, confidence: round(1 - best.share) }
    : { class: best.candidate, confidence: round(best.share) };
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
