import type { Peer, Tuning } from './peer.ts';
import { ratesAnswer } from './peer-program.ts';
import type { Rates } from './peer-program.ts';
import { cpuSeconds, memoryBytes } from './process-tree.ts';
import type { PeerScale } from './scale.ts';
import { withPeer } from './session.ts';
import type { Session } from './session.ts';

export const IN_FLIGHT = [1, 64, 256] as const;
export const BUSIEST = 256;
const MIB = 1024 * 1024;
const SAMPLE_MS = 250;

/** One round of one peer. */
export interface W5Round {
  /** By how many were in flight. */
  readonly rates: ReadonlyMap<number, Rates>;
  readonly cpuSecondsPer1000: number;
  readonly peakMib: number;
  readonly durability: string;
  readonly tookMs: number;
}

export async function measureW5(peer: Peer, tuning: Tuning, scale: PeerScale): Promise<W5Round> {
  return withPeer(peer, 'five-steps', tuning, async (session) => {
    const begun = performance.now();
    const rates = new Map<number, Rates>();
    await askRates(session, 16, 300, scale.limitMs);
    for (const inFlight of IN_FLIGHT.filter((each) => each !== BUSIEST)) {
      rates.set(inFlight, await askRates(session, inFlight, scale.roundMs, scale.limitMs));
    }
    const cpuBefore = cpuSeconds(session.roots);
    const sampler = samplePeak(session.roots);
    try {
      rates.set(BUSIEST, await askRates(session, BUSIEST, scale.roundMs, scale.limitMs));
    } finally {
      sampler.stop();
    }
    const cpu = cpuSeconds(session.roots) - cpuBefore;
    const runs = rates.get(BUSIEST)?.runs ?? 0;
    const { durability } = session;
    return { rates, cpuSecondsPer1000: (cpu / runs) * 1000, peakMib: sampler.peakMib(), durability, tookMs: performance.now() - begun };
  });
}

/** Starts that are acknowledged while nothing runs. */
export async function measureStarts(peer: Peer, tuning: Tuning, scale: PeerScale): Promise<Rates> {
  return withPeer(peer, 'starts', tuning, async ({ program }) =>
    ratesAnswer.parse(await program.ask({ kind: 'starts', inFlight: 64, durationMs: scale.startsMs }, scale.limitMs)),
  );
}

/** The tuning with which the most runs are completed at the busiest; what fails counts as none. */
export async function sweep(peer: Peer, scale: PeerScale): Promise<Tuning> {
  const [first = {}, ...others] = peer.tunings;
  if (!scale.sweeps || others.length === 0) return first;
  const found: { readonly tuning: Tuning; readonly perSecond: number }[] = [];
  for (const tuning of peer.tunings) found.push({ tuning, perSecond: await tryTuning(peer, tuning, scale) });
  return found.toSorted((a, b) => b.perSecond - a.perSecond)[0]?.tuning ?? first;
}

async function tryTuning(peer: Peer, tuning: Tuning, scale: PeerScale): Promise<number> {
  try {
    return await withPeer(peer, 'five-steps', tuning, async (session) => {
      await askRates(session, BUSIEST, 200, scale.limitMs);
      return (await askRates(session, BUSIEST, scale.sweepMs, scale.limitMs)).perSecond;
    });
  } catch {
    return 0;
  }
}

async function askRates({ program }: Session, inFlight: number, durationMs: number, limitMs: number): Promise<Rates> {
  return ratesAnswer.parse(await program.ask({ kind: 'five-steps', inFlight, durationMs }, limitMs));
}

function samplePeak(roots: readonly number[]): { readonly peakMib: () => number; readonly stop: () => void } {
  let peak = memoryBytes(roots);
  const timer = setInterval(() => {
    peak = Math.max(peak, memoryBytes(roots));
  }, SAMPLE_MS);
  return { peakMib: () => peak / MIB, stop: () => clearInterval(timer) };
}
