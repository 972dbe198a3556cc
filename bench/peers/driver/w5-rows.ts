import { BUSIEST, IN_FLIGHT, measureStarts, measureW5, sweep } from './measure-w5.ts';
import type { ChosenTunings, W5Round } from './measure-w5.ts';
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
  readonly tunings: ChosenTunings;
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
    contenders.push({ peer, named, tunings: await sweep(peer, scale), rounds: [], failure: null });
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
  return { rows, tunings: new Map(contenders.map(({ peer, tunings }) => [peer.name, tunings.many])) };
}

async function takeTurn(contender: Contender, scale: PeerScale): Promise<void> {
  const isSlow = (contender.rounds[0]?.tookMs ?? 0) > SLOW_ROUND_MS;
  if (isSlow || contender.failure !== null) return;
  try {
    contender.rounds.push(await measureW5(contender.peer, contender.tunings, scale));
  } catch (error) {
    if (contender.rounds.length === 0) contender.failure = reasonOf(error);
  }
}

function rowsOf(contender: Contender): readonly Row[] {
  const { named, rounds } = contender;
  const costs = rounds.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const failure = contender.failure ?? rounds.find((round) => round.failure !== null)?.failure ?? null;
  const costRow = (name: string, unit: string, values: readonly number[]): readonly Row[] =>
    values.length === 0 ? [] : [valueRow(named, `w5-${BUSIEST}-${name}`, unit, values)];
  return [
    setupRow(contender),
    ...IN_FLIGHT.flatMap((inFlight) => rateRows(contender, inFlight, failure)),
    ...costRow(
      'cpu',
      's per 1,000 runs',
      costs.map(({ cpuSecondsPer1000 }) => cpuSecondsPer1000),
    ),
    ...costRow(
      'memory',
      'MiB',
      costs.map(({ peakMib }) => peakMib),
    ),
  ];
}

function rateRows({ named, rounds }: Contender, inFlight: number, failure: string | null): readonly Row[] {
  const found = rounds.map(({ rates }) => rates.get(inFlight)).filter((rates) => rates !== undefined);
  const of = (pick: (rates: Rates) => number): readonly number[] => found.map(pick);
  const name = `w5-${inFlight}`;
  if (found.length === 0) return [reasonRow(named, name, 'runs/s', failure ?? 'Not reached.')];
  return [
    valueRow(
      named,
      name,
      'runs/s',
      of(({ perSecond }) => perSecond),
    ),
    valueRow(
      named,
      `${name}-p50`,
      'ms',
      of(({ p50Ms }) => p50Ms),
    ),
    valueRow(
      named,
      `${name}-p99`,
      'ms',
      of(({ p99Ms }) => p99Ms),
    ),
  ];
}

/** Not a figure: what was done for this peer, and what its durability was found to be. */
function setupRow({ peer, named, tunings, rounds }: Contender): Row {
  const { many, one } = tunings;
  const apart = one === many ? '' : `; with one in flight ${wordsOf(one)}`;
  const chosen = peer.tunings.length > 1 ? ` Chosen: ${wordsOf(many)}${apart}.` : '';
  const durability = rounds[0] === undefined ? '' : ` Durability: ${rounds[0].durability}.`;
  return { name: 'setup', ...named, value: null, unit: '', min: null, max: null, notes: `${peer.notes}${chosen}${durability}` };
}

function wordsOf(tuning: Tuning): string {
  return Object.entries(tuning)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

async function startsRow({ peer, named, tunings }: Contender, scale: PeerScale): Promise<Row> {
  const known = peer.cannot.starts;
  if (known !== undefined) return reasonRow(named, 'starts', 'runs/s', known);
  try {
    const { perSecond } = await measureStarts(peer, tunings.many, scale);
    return valueRow(named, 'starts', 'runs/s', [perSecond]);
  } catch (error) {
    return reasonRow(named, 'starts', 'runs/s', reasonOf(error));
  }
}
