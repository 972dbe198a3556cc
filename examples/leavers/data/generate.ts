import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { writeSnapshots } from './write-snapshots.ts';

/** The seed of the files that are shipped. */
export const SHIPPED_SEED = 20_250_301;

/** Writes the snapshots and the truth about them: `npm run generate [seed] [folder]`. */
async function generate(seed: number, folder: string): Promise<void> {
  const { before, after, truth } = writeSnapshots(seed);
  await Promise.all([
    writeFile(join(folder, 'before.csv'), before),
    writeFile(join(folder, 'after.csv'), after),
    writeFile(join(folder, 'truth.csv'), truth),
  ]);
}

if (import.meta.main) {
  const [seed = String(SHIPPED_SEED), folder = import.meta.dirname] = process.argv.slice(2);
  await generate(Number(seed), folder);
}
