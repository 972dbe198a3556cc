import { setTimeout as pause } from 'node:timers/promises';
import { parkAnswer, tookAnswer } from './peer-program.ts';
import type { Peer, Tuning } from './peer.ts';
import { memoryBytes } from './process-tree.ts';
import { reasonOf, reasonRow, valueRow } from './row.ts';
import type { Named, Row } from './row.ts';
import type { PeerScale } from './scale.ts';
import { withPeer } from './session.ts';

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
    return await withPeer(peer, 'park-wake', tuning, async (session) => {
      const { parked: runs, phaseMs } = scale;
      const asked = { kind: 'park', runs, limitMs: phaseMs } as const;
      const { parked } = parkAnswer.parse(await session.program.ask(asked, phaseMs + GRACE_MS));
      await pause(SETTLE_MS);
      const memory = valueRow(named, 'park-wake-memory', 'MiB', [memoryBytes(session.roots) / MIB], { count: parked });
      return [await wakeRow(named, parked, async () => session.program.ask({ kind: 'wake' }, phaseMs), runs), memory].flat();
    });
  } catch (error) {
    return [reasonRow(named, 'park-wake', 's', reasonOf(error))];
  }
}

/** The time counts only when as many were woken as for everybody else; the rate always does. */
async function wakeRow(named: Named, parked: number, wake: () => Promise<unknown>, runs: number): Promise<readonly Row[]> {
  try {
    const { tookMs } = tookAnswer.parse(await wake());
    const rate = valueRow(named, 'park-wake-rate', 'runs/s', [parked / (tookMs / 1000)], { count: parked });
    const words = `Only ${parked.toLocaleString('en-US')} of ${runs.toLocaleString('en-US')} runs had come to wait within the time.`;
    return [parked < runs ? reasonRow(named, 'park-wake', 's', words) : valueRow(named, 'park-wake', 's', [tookMs / 1000]), rate];
  } catch (error) {
    return [reasonRow(named, 'park-wake', 's', `${parked.toLocaleString('en-US')} runs waited: ${reasonOf(error)}`)];
  }
}
