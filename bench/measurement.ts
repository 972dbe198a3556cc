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
