import { runSeeds } from './run-seeds.ts';
import type { Plant } from './plants/plant.ts';
import type { Finding } from './watch/finding.ts';

/** A plant must be caught within so many seeds. */
export const MOST_SEEDS = 600;

export interface Catch {
  readonly name: string;
  /** Seeds that it took, the one that found it included. */
  readonly seeds: number;
  /** Null when it was not caught. */
  readonly finding: Finding | null;
}

/** Lives through seeds with a bug planted, one after the other, until one of them finds it. */
async function catchPlant({ name }: Plant): Promise<Catch> {
  let seeds = 0;
  let finding: Finding | null = null;
  await runSeeds({
    first: 1,
    count: MOST_SEEDS,
    lanes: 1,
    plant: name,
    heard: (result) => {
      if (finding !== null) return true;
      seeds += 1;
      ({ finding } = result);
      return finding !== null;
    },
  });
  return { name, seeds, finding };
}

/** So many at a time. */
export async function catchPlants(plants: readonly Plant[], lanes: number, caught: (result: Catch) => void): Promise<void> {
  const left = [...plants];
  const lane = async (): Promise<void> => {
    for (let plant = left.shift(); plant !== undefined; plant = left.shift()) caught(await catchPlant(plant));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
