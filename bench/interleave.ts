import { median, spreadOf } from './order-statistics.ts';

export interface Interleaved {
  readonly value: number;
  readonly floor: number;
  readonly ratio: number;
  readonly spread: readonly [number, number];
}

/**
 * Measures floor and subject in turns, so that a neighbour who takes the processor for a while is unfair to both, and
 * gives the medians. The order is swapped every round.
 */
export async function interleave(rounds: number, floor: () => Promise<number>, subject: () => Promise<number>): Promise<Interleaved> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const turns = [async () => void floors.push(await floor()), async () => void values.push(await subject())];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const ratios = values.map((value, index) => value / (floors[index] ?? Number.NaN));
  return { value: median(values), floor: median(floors), ratio: median(ratios), spread: spreadOf(values) };
}
