import type { Peer, Tuning } from './peer.ts';
import { ratesAnswer } from './peer-program.ts';
import type { Rates } from './peer-program.ts';
import { cpuSeconds, memoryBytes } from './process-tree.ts';
import { reasonOf } from './row.ts';
import type { PeerScale } from './scale.ts';
import { withPeer } from './session.ts';
import type { Session } from './session.ts';

export const IN_FLIGHT = [1, 64, 256] as const;
export const BUSIEST = 256;
const MIB = 1024 * 1024;
/** Rarely, because looking at the memory of a database with many connections takes a processor for a while. */
const SAMPLE_MS = 1000;

/** One round of one peer. */
export interface W5Round {
  /** By how many were in flight; those that failed or took too long are missing. */
  readonly rates: ReadonlyMap<number, Rates>;
  /** Of everything involved, at the busiest; null when it was not reached. */
  readonly cost: { readonly cpuSecondsPer1000: number; readonly peakMib: number } | null;
  readonly failure: string | null;
  readonly durability: string;
  readonly tookMs: number;
}

/** The settings of a peer: the best with many runs in flight, and with one. */
export interface ChosenTunings {
  readonly many: Tuning;
  readonly one: Tuning;
}

export async function measureW5(peer: Peer, { many, one }: ChosenTunings, scale: PeerScale): Promise<W5Round> {
  const begun = performance.now();
  const apart = one === many ? null : await withPeer(peer, 'five-steps', one, async (session) => measureOne(session, scale));
  return withPeer(peer, 'five-steps', many, async (session) => {
    const rates = new Map<number, Rates>();
    let cost: W5Round['cost'] = null;
    let failure: string | null = null;
    try {
      rates.set(1, apart ?? (await measureOne(session, scale)));
      rates.set(64, await askRates(session, 64, scale.roundMs, scale.limitMs));
      cost = await measureBusiest(session, scale, rates);
    } catch (error) {
      failure = reasonOf(error);
    }
    return { rates, cost, failure, durability: session.durability, tookMs: performance.now() - begun };
  });
}

async function measureOne(session: Session, scale: PeerScale): Promise<Rates> {
  await askRates(session, 16, 300, scale.limitMs);
  return askRates(session, 1, scale.oneMs, scale.limitMs);
}

async function measureBusiest(session: Session, scale: PeerScale, rates: Map<number, Rates>): Promise<NonNullable<W5Round['cost']>> {
  const before = cpuSeconds(session.roots);
  const sampler = samplePeak(session.roots);
  try {
    const found = await askRates(session, BUSIEST, scale.roundMs, scale.limitMs);
    rates.set(BUSIEST, found);
    return { cpuSecondsPer1000: ((cpuSeconds(session.roots) - before) / found.runs) * 1000, peakMib: sampler.peakMib() };
  } finally {
    sampler.stop();
  }
}

/** Starts that are acknowledged while nothing runs. */
export async function measureStarts(peer: Peer, tuning: Tuning, scale: PeerScale): Promise<Rates> {
  return withPeer(peer, 'starts', tuning, async ({ program }) =>
    ratesAnswer.parse(await program.ask({ kind: 'starts', inFlight: 64, durationMs: scale.startsMs }, scale.limitMs)),
  );
}

/** The tunings with which the most runs are completed at the busiest and one at a time; what fails counts as none. */
export async function sweep(peer: Peer, scale: PeerScale): Promise<ChosenTunings> {
  const [first = {}, ...others] = peer.tunings;
  if (!scale.sweeps || others.length === 0) return { many: first, one: first };
  const found: { readonly tuning: Tuning; readonly many: number; readonly one: number }[] = [];
  for (const tuning of peer.tunings) found.push({ tuning, ...(await tryTuning(peer, tuning, scale)) });
  const many = found.toSorted((a, b) => b.many - a.many)[0]?.tuning ?? first;
  const one = found.toSorted((a, b) => b.one - a.one)[0]?.tuning ?? first;
  return { many, one };
}

async function tryTuning(peer: Peer, tuning: Tuning, scale: PeerScale): Promise<{ readonly many: number; readonly one: number }> {
  try {
    return await withPeer(peer, 'five-steps', tuning, async (session) => {
      await askRates(session, 16, 200, scale.limitMs);
      const one = await askRates(session, 1, scale.sweepMs / 2, scale.limitMs);
      const many = await askRates(session, BUSIEST, scale.sweepMs, scale.limitMs);
      return { many: many.perSecond, one: one.perSecond };
    });
  } catch {
    return { many: 0, one: 0 };
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
  return { peakMib: () => Math.max(peak, memoryBytes(roots)) / MIB, stop: () => clearInterval(timer) };
}
