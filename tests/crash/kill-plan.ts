import { CRASH_POINTS } from '../../packages/millrace/src/journal/crash-point.ts';
import type { CrashAt, CrashPoint } from '../../packages/millrace/src/journal/crash-point.ts';
import { seededRandom } from './seeded-random.ts';

/** How one life of the server is to end. Times are counted from the spawn (`boot`) or from when it is ready (`random`). */
export type Kill =
  | { readonly kind: 'point'; readonly at: CrashAt }
  | { readonly kind: 'random'; readonly afterMs: number }
  | { readonly kind: 'boot'; readonly afterMs: number };

/** Early hits find a fresh process, late ones a busy one. */
const HITS = [1, 2, 5, 3, 8, 4, 13, 6, 21] as const;
/** Passed once in each life. */
const BOOT_POINTS: ReadonlySet<CrashPoint> = new Set<CrashPoint>(['B1', 'B2']);

/**
 * Which kills a test does, in an order drawn from the seed: seven in ten at named points, each point about equally often
 * and with different hits, the others at random, a third of those while the server is still recovering from the last.
 */
export function planKills(seed: number, kills: number): readonly Kill[] {
  const random = seededRandom(seed);
  const atPoints = Math.ceil(kills * 0.7);
  const whileBooting = Math.floor(kills * 0.1);
  const plan: Kill[] = [];
  for (let round = 0; plan.length < atPoints; round++) {
    const points = random.shuffle(allPoints()).slice(0, atPoints - plan.length);
    plan.push(...points.map((point) => killAt(point, round)));
  }
  while (plan.length < kills - whileBooting) plan.push({ kind: 'random', afterMs: random.integer(0, 900) });
  while (plan.length < kills) plan.push({ kind: 'boot', afterMs: random.integer(20, 400) });
  return random.shuffle(plan);
}

function killAt(point: CrashPoint, round: number): Kill {
  const hit = BOOT_POINTS.has(point) ? 1 : (HITS[round % HITS.length] ?? 1);
  return { kind: 'point', at: { point, hit } };
}

function allPoints(): readonly CrashPoint[] {
  const points: CrashPoint[] = [];
  for (const point in CRASH_POINTS) if (isPoint(point)) points.push(point);
  return points;
}

function isPoint(text: string): text is CrashPoint {
  return Object.hasOwn(CRASH_POINTS, text);
}
