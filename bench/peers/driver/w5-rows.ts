import { BUSIEST, IN_FLIGHT, measureStarts, measureW5, sweep } from './measure-w5.ts';
import type { W5Round } from './measure-w5.ts';
import type { Peer, Tuning } from './peer.ts';
import type { Rates } from './peer-program.ts';
import { reasonOf, reasonRow, valueRow } from './row.ts';
import type { Named, Row } from './row.ts';
import type { PeerScale } from './scale.ts';

/** A peer that takes longer than this for a round is measured in one. */
const SLOW_ROUND_MS = 25_000;

interface Contender {
  readonly peer: Peer;
  readonly named: Named;
  readonly tuning: Tuning;
  readonly rounds: W5Round[];
  failure: string | null;
}

/** All peers in turns, round by round, the order swapped every round. */
export async function w5Rows(
  peers: readonly { readonly peer: Peer; readonly named: Named }[],
  scale: PeerScale,
  say: (words: string) => void,
): Promise<{ readonly rows: readonly Row[]; readonly tunings: ReadonlyMap<string, Tuning> }> {
  const contenders: Contender[] = [];
  for (const { peer, named } of peers) {
    say(`${peer.name}: choosing among ${peer.tunings.length}`);
    contenders.push({ peer, named, tuning: await sweep(peer, scale), rounds: [], failure: null });
  }
  for (let round = 0; round < scale.rounds; round++) {
    for (const each of round % 2 === 0 ? contenders : contenders.toReversed()) {
      say(`${each.peer.name}: five-step runs, round ${round + 1}`);
      await takeTurn(each, scale);
    }
  }
  const rows: Row[] = [];
  for (const each of contenders) {
    say(`${each.peer.name}: starts`);
    rows.push(...rowsOf(each), await startsRow(each, scale));
  }
  return { rows, tunings: new Map(contenders.map(({ peer, tuning }) => [peer.name, tuning])) };
}

async function takeTurn(contender: Contender, scale: PeerScale): Promise<void> {
  const isSlow = (contender.rounds[0]?.tookMs ?? 0) > SLOW_ROUND_MS;
  if (isSlow || contender.failure !== null) return;
  try {
    contender.rounds.push(await measureW5(contender.peer, contender.tuning, scale));
  } catch (error) {
    if (contender.rounds.length === 0) contender.failure = reasonOf(error);
  }
}

function rowsOf({ peer, named, tuning, rounds, failure }: Contender): readonly Row[] {
  const told = Object.entries(tuning).map(([name, value]) => `${name} ${value}`);
  const chosen = peer.tunings.length > 1 ? ` Chosen: ${told.join(', ')}.` : '';
  const durability = rounds[0] === undefined ? '' : ` Durability as it was asked: ${rounds[0].durability}.`;
  const setup: Row = { name: 'setup', ...named, value: null, unit: '', min: null, max: null, notes: `${peer.notes}${chosen}${durability}` };
  if (failure !== null) return [setup, ...IN_FLIGHT.map((inFlight) => reasonRow(named, `w5-${inFlight}`, 'runs/s', failure))];
  const of = (inFlight: number, pick: (rates: Rates) => number): readonly number[] =>
    rounds.map(({ rates }) => rates.get(inFlight)).flatMap((rates) => (rates === undefined ? [] : [pick(rates)]));
  return [
    setup,
    ...IN_FLIGHT.flatMap((inFlight) => [
      valueRow(
        named,
        `w5-${inFlight}`,
        'runs/s',
        of(inFlight, ({ perSecond }) => perSecond),
      ),
      valueRow(
        named,
        `w5-${inFlight}-p50`,
        'ms',
        of(inFlight, ({ p50Ms }) => p50Ms),
      ),
      valueRow(
        named,
        `w5-${inFlight}-p99`,
        'ms',
        of(inFlight, ({ p99Ms }) => p99Ms),
      ),
    ]),
    valueRow(
      named,
      `w5-${BUSIEST}-cpu`,
      's per 1,000 runs',
      rounds.map(({ cpuSecondsPer1000 }) => cpuSecondsPer1000),
    ),
    valueRow(
      named,
      `w5-${BUSIEST}-memory`,
      'MiB',
      rounds.map(({ peakMib }) => peakMib),
    ),
  ];
}

async function startsRow({ peer, named, tuning, failure }: Contender, scale: PeerScale): Promise<Row> {
  const known = peer.cannot.starts ?? failure;
  if (known !== null) return reasonRow(named, 'starts', 'runs/s', known);
  try {
    const { perSecond } = await measureStarts(peer, tuning, scale);
    return valueRow(named, 'starts', 'runs/s', [perSecond]);
  } catch (error) {
    return reasonRow(named, 'starts', 'runs/s', reasonOf(error));
  }
}
