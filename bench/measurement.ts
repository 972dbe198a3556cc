import type { Interleaved } from './interleave.ts';

/** One line of the result. `value` and `floor` are medians over the rounds of one run, in `unit`. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the machine itself can do, measured in the same run; null when there is nothing to compare with. */
  readonly floor: number | null;
  /** The median over the rounds of value by floor of the same round. */
  readonly ratio: number | null;
  readonly goal: string | null;
  readonly met: boolean | null;
  /** The lowest and the highest round: the noise. */
  readonly spread: readonly [lowest: number, highest: number] | null;
}

/** How much to do: `--quick` gives figures in minutes, the full form more rounds and ten times the rows. */
export interface Scale {
  readonly rounds: number;
  readonly roundMs: number;
  readonly storedRuns: number;
  readonly waitingRuns: number;
  readonly liveRuns: number;
  readonly streams: number;
}

/** Where a case says what it is doing; the table comes at the end. */
export type Say = (words: string) => void;

export interface BenchCase {
  readonly name: string;
  measure(scale: Scale, say: Say): Promise<readonly Measurement[]>;
}

/** A rate beside its floor: the goal is a share of the floor. */
export function ratioMeasurement(name: string, unit: string, found: Interleaved, goal: { readonly atLeast: number } | null): Measurement {
  const { value, floor, ratio, spread } = found;
  const words = goal === null ? null : `>= ${goal.atLeast} x`;
  return { name, value, unit, floor, ratio, goal: words, met: goal === null ? null : ratio >= goal.atLeast, spread };
}

/** A time or size that must not be larger than a number. `floor` is shown beside it. */
export function boundMeasurement(
  name: string,
  {
    value,
    unit,
    atMost,
    floor = null,
  }: { readonly value: number; readonly unit: string; readonly atMost: number; readonly floor?: number | null },
): Measurement {
  const ratio = floor === null ? null : value / floor;
  return { name, value, unit, floor, ratio, goal: `<= ${atMost} ${unit}`, met: value <= atMost, spread: null };
}

/** A figure that helps to understand the others and has no goal of its own. */
export function plainMeasurement(name: string, value: number, unit: string): Measurement {
  return { name, value, unit, floor: null, ratio: null, goal: null, met: null, spread: null };
}
