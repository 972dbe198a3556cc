import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { countAnswer, tookAnswer } from './peer-program.ts';
import type { Question } from './peer-program.ts';
import type { Peer, Tuning } from './peer.ts';
import { memoryBytes } from './process-tree.ts';
import { reasonOf, reasonRow, valueRow } from './row.ts';
import type { Named, Row } from './row.ts';
import type { PeerScale } from './scale.ts';
import { withPeer } from './session.ts';
import type { Session } from './session.ts';

const MIB = 1024 * 1024;
/** What is answered late because of the limit of the phase itself is still an answer. */
const GRACE_MS = 10_000;
const SETTLE_MS = 1000;

/** One run that maps items, each with a record of its own. */
export async function fanOutRows(peer: Peer, named: Named, tuning: Tuning, scale: PeerScale): Promise<readonly Row[]> {
  const { items, phaseMs } = scale;
  const reason = peer.cannot['fan-out'];
  if (reason !== undefined) return [reasonRow(named, 'fan-out', 'items/s', reason)];
  try {
    const { tookMs } = await withPeer(peer, 'fan-out', tuning, async ({ program }) =>
      tookAnswer.parse(await program.ask({ kind: 'fan-out', items }, phaseMs)),
    );
    return [valueRow(named, 'fan-out', 'items/s', [items / (tookMs / 1000)], { count: items })];
  } catch (error) {
    return [reasonRow(named, 'fan-out', 'items/s', `${items.toLocaleString('en-US')} items: ${reasonOf(error)}`)];
  }
}

/** Runs that wait for a signal, then all of them woken. */
export async function parkWakeRows(peer: Peer, named: Named, tuning: Tuning, scale: PeerScale): Promise<readonly Row[]> {
  const reason = peer.cannot['park-wake'];
  if (reason !== undefined) return [reasonRow(named, 'park-wake', 's', reason)];
  try {
    return await withPeer(peer, 'park-wake', tuning, async (session) => measureParkWake(session, named, scale));
  } catch (error) {
    return [reasonRow(named, 'park-wake', 's', reasonOf(error))];
  }
}

/** The time counts only when as many were woken as for everybody else; the rate always does. */
async function measureParkWake({ program, roots }: Session, named: Named, { parked: runs, phaseMs }: PeerScale): Promise<readonly Row[]> {
  const ask = async (question: Question): Promise<z.infer<typeof countAnswer>> =>
    countAnswer.parse(await program.ask(question, phaseMs + GRACE_MS));
  const parked = await ask({ kind: 'park', runs, limitMs: phaseMs });
  await pause(SETTLE_MS);
  const memory = valueRow(named, 'park-wake-memory', 'MiB', [memoryBytes(roots) / MIB], { count: parked.count });
  const woken = await ask({ kind: 'wake', limitMs: phaseMs });
  const rate = valueRow(named, 'park-wake-rate', 'runs/s', [woken.count / (woken.tookMs / 1000)], { count: woken.count });
  const done = `${parked.count.toLocaleString('en-US')} runs waited and ${woken.count.toLocaleString('en-US')} of them had completed`;
  const words = `Of ${runs.toLocaleString('en-US')} runs, ${done} when the time of ${phaseMs / 1000} s for each was over.`;
  const isWhole = woken.count >= runs;
  return [isWhole ? valueRow(named, 'park-wake', 's', [woken.tookMs / 1000]) : reasonRow(named, 'park-wake', 's', words), rate, memory];
}
