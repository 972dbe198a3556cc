import { seededRandom } from '../crash/seeded-random.ts';
import type { SeededRandom } from '../crash/seeded-random.ts';
import type { Claim } from './claim.ts';
import type { DiskOperation } from './disk-operation.ts';
import { openState } from './found-state.ts';
import { HonestDisk } from './honest-disk.ts';
import type { DiskFiles } from './honest-disk.ts';
import { judgeState } from './judge-state.ts';
import { LOSSES } from './loss.ts';
import type { Loss } from './loss.ts';

/** A disk as it came back, with what had been said by then. */
export interface LostPower {
  /** The number of operations that had been done. */
  readonly moment: number;
  readonly loss: Loss;
  readonly files: DiskFiles;
  readonly claims: readonly Claim[];
}

export interface Losses {
  readonly states: number;
  /** States in which something was missing that had been said. */
  readonly lost: number;
  readonly lostMost: number;
  readonly corrupt: number;
  readonly claims: number;
  readonly examples: readonly string[];
}

export interface PowerPlan {
  readonly trace: readonly DiskOperation[];
  /** In the order in which they were made. */
  readonly claims: readonly Claim[];
  readonly states: number;
  readonly seed: number;
  /** Where disks are rebuilt. */
  readonly folder: string;
  /** Which operations the disk honours; all when left out. */
  readonly hears?: (operation: DiskOperation) => boolean;
  /** Told of some states, spread over all, whose files are good until it resolves. */
  readonly look?: { readonly states: number; readonly at: (state: LostPower) => Promise<void> };
}

const EXAMPLES = 12;

/** Fails the power at as many moments as asked, rebuilds what each disk would hold, opens it and judges it. */
export async function failPower({ trace, claims, states, seed, folder, hears, look }: PowerPlan): Promise<Losses> {
  const random = seededRandom(seed);
  const moments = drawMoments(trace, claims[0]?.at ?? 0, states, random);
  const lookEvery = look === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(states / look.states));
  const disk = new HonestDisk();
  const examples: string[] = [];
  let [state, said, lost, lostMost, corrupt] = [0, 0, 0, 0, 0];
  for (const [at, operation] of trace.entries()) {
    for (; moments[state] === at; state++) {
      while ((claims[said]?.at ?? at) < at) said += 1;
      const loss = LOSSES[state % LOSSES.length] ?? 'dropped';
      const found: LostPower = { moment: at, loss, files: disk.afterPowerLoss(loss, random), claims: claims.slice(0, said) };
      const verdict = judgeState(openState(folder, found.files), found.files, found.claims);
      lost += verdict.lost.length > 0 ? 1 : 0;
      lostMost = Math.max(lostMost, verdict.lost.length);
      corrupt += verdict.corrupt.length > 0 ? 1 : 0;
      const words = [...verdict.lost.slice(0, 1), ...verdict.corrupt.slice(0, 1)];
      if (examples.length < EXAMPLES) examples.push(...words.map((what) => `after ${at} operations, ${loss}: ${what}`));
      if (state % lookEvery === 0) await look?.at(found);
    }
    if (hears?.(operation) ?? true) disk.apply(operation);
  }
  return { states: state, lost, lostMost, corrupt, claims: claims.length, examples };
}

/**
 * Moments are counted in operations before the power fails. As many of them as possible are right before a sync comes
 * back, when most is at stake; the rest are anywhere. None is before the first thing that was said.
 */
function drawMoments(trace: readonly DiskOperation[], from: number, states: number, random: SeededRandom): readonly number[] {
  const between = trace.flatMap(({ kind }, at) => (kind === 'sync-end' && at > from ? [at] : []));
  const chosen = random.shuffle(between).slice(0, Math.ceil(states / 2));
  const anywhere = Array.from({ length: states - chosen.length }, () => random.integer(from + 1, trace.length - 1));
  return [...chosen, ...anywhere].toSorted((a, b) => a - b);
}
