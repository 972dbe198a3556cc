import { writeFileSync } from 'node:fs';
import { inBenchFolder } from '../../server-under-test.ts';
import { withBuiltMillrace } from './built-millrace.ts';
import { installPeer, versionOf, whyNotInstalled } from './install.ts';
import { describeMachine } from './machine.ts';
import { fanOutRows, parkWakeRows } from './map-and-wake-rows.ts';
import { CASE_NAMES } from './peer.ts';
import type { CaseName, Peer, Tuning } from './peer.ts';
import { PEERS } from './peers.ts';
import { reasonOf, reasonRow } from './row.ts';
import type { Named, Row } from './row.ts';
import { treeOf } from './process-tree.ts';
import { FULL, QUICK } from './scale.ts';
import { peerTable } from './table.ts';
import { w5Rows } from './w5-rows.ts';

/** The flags of `npm run bench -- peers`. */
export interface PeersOptions {
  readonly install: boolean;
  readonly quick: boolean;
  readonly peers: readonly string[] | undefined;
  readonly cases: readonly string[] | undefined;
  readonly json: string | undefined;
}

function say(words: string): void {
  process.stderr.write(`${Math.round(performance.now() / 1000)} s  ${words}\n`);
}

/** Measures us and our peers with the same work, prints a table and writes the rows. Ends by itself. */
export async function benchPeers({ install, quick, peers, cases, json }: PeersOptions): Promise<void> {
  endAllWhenStopped();
  const wanted = PEERS.filter(({ name, folder }) => peers === undefined || peers.includes(name) || peers.includes(folder));
  const failures = install ? await installAll(wanted) : new Map<string, string>();
  const rows: Row[] = [await inBenchFolder('machine', async (folder) => describeMachine(folder, quick))];
  const able: { readonly peer: Peer; readonly named: Named }[] = [];
  for (const peer of wanted) {
    const named = { system: peer.name, kind: peer.kind, version: versionOf(peer) };
    const failure = failures.get(peer.folder) ?? whyNotInstalled(peer);
    if (failure === null) able.push({ peer, named });
    else rows.push(reasonRow(named, 'w5-256', 'runs/s', failure));
  }
  rows.push(...(await withBuiltMillrace(async () => measure(able, caseNames(cases), quick))));
  process.stdout.write(`${peerTable(rows).join('\n')}\n`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
}

/** Databases and servers do not end with the one who started them by themselves. */
function endAllWhenStopped(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const pid of treeOf([process.pid]).filter((each) => each !== process.pid)) process.kill(pid, 'SIGTERM');
      process.exit(1);
    });
  }
}

async function measure(
  able: readonly { readonly peer: Peer; readonly named: Named }[],
  cases: readonly CaseName[],
  quick: boolean,
): Promise<readonly Row[]> {
  const scale = quick ? QUICK : FULL;
  const rows: Row[] = [];
  const tuningOf = new Map<string, Tuning>();
  if (cases.includes('w5')) {
    const { rows: found, tunings } = await w5Rows(able, scale, say);
    rows.push(...found);
    for (const [name, tuning] of tunings) tuningOf.set(name, tuning);
  }
  for (const { peer, named } of able) {
    const tuning = tuningOf.get(peer.name) ?? peer.tunings[0] ?? {};
    if (cases.includes('fan-out')) {
      say(`${peer.name}: a map of ${scale.items} items`);
      rows.push(...(await fanOutRows(peer, named, tuning, scale)));
    }
    if (cases.includes('park-wake')) {
      say(`${peer.name}: ${scale.parked} runs that wait, then woken`);
      rows.push(...(await parkWakeRows(peer, named, tuning, scale)));
    }
  }
  return rows;
}

async function installAll(peers: readonly Peer[]): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  for (const [folder, peer] of new Map(peers.map((each) => [each.folder, each]))) {
    say(`${folder}: install`);
    try {
      await installPeer(peer);
    } catch (error) {
      failures.set(folder, `Could not be installed: ${reasonOf(error)}`);
    }
  }
  return failures;
}

function caseNames(cases: readonly string[] | undefined): readonly CaseName[] {
  return CASE_NAMES.filter((name) => cases?.includes(name) ?? true);
}
