import { startChild } from '../../child.ts';
import type { Child } from '../../child.ts';
import { servePeer } from '../driver/peer-program.ts';

/** The floor of durable work on SQLite: the bare group-commit loop of the core benchmark. */
const LOOP = new URL('../../floors/group-commit.ts', import.meta.url);
let loop: Child | null = null;
let folder = '';

servePeer({
  setUp: async (options) => {
    loop = startChild(LOOP);
    folder = options.folder;
    return 'synchronous=FULL journal_mode=WAL';
  },
  measureRuns: async (inFlight, durationMs) => {
    const perSecond = Number(await loop?.ask({ folder, inFlight, durationMs }));
    const runMs = (inFlight / perSecond) * 1000;
    // A run is over after its seven transactions, which it shares with the others in flight.
    return { runs: Math.floor((perSecond * durationMs) / 1000), perSecond, p50Ms: runMs, p99Ms: runMs };
  },
});
