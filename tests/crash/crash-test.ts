import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startReadyServer } from '../server-process.ts';
import type { ServerOptions } from '../server-process.ts';
import { collectStored } from './collect-stored.ts';
import { readEffectLog } from './effect-log.ts';
import { planKills } from './kill-plan.ts';
import { liveOnce } from './live-once.ts';
import { ClientLog } from './load/client-log.ts';
import { keepLoad } from './load/keep-load.ts';
import { poll } from './load/run-calls.ts';
import { ServerLink } from './load/server-link.ts';
import type { Boot, Evidence } from './oracle/evidence.ts';
import { judge } from './oracle/judge.ts';
import type { Verdict } from './oracle/judge.ts';
import { startEffects } from './start-effects.ts';

export interface CrashOptions {
  readonly seed: number;
  readonly kills: number;
  readonly clients: number;
  /** Where the data is left behind; a temporary folder that is removed when left out. */
  readonly keepIn?: string;
  /** Told after each kill. */
  readonly onKill?: (count: number, end: string) => void;
}

export interface CrashResult {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  /** Answers that no client should ever get. */
  readonly unexpected: readonly string[];
  readonly quarantined: number;
  readonly parked: number;
}

/** After the last kill every run must end within this time. */
const FINISH_MS = 60_000;

/** Kills a real server under load as often as asked, lets everything finish, and judges what happened. */
export async function runCrashTest(options: CrashOptions): Promise<CrashResult> {
  const folder = options.keepIn ?? mkdtempSync(join(tmpdir(), 'millrace-crash-'));
  const effectLog = join(folder, 'effects.jsonl');
  const effects = await startEffects(effectLog);
  const log = new ClientLog();
  try {
    const dataFolder = join(folder, 'data');
    mkdirSync(dataFolder, { recursive: true });
    const server = { dataFolder, workflowFolder: fileURLToPath(new URL('./workflows', import.meta.url)) };
    const boots = await killAndFinish(options, server, { log, effectsUrl: effects.url });
    const evidence = {
      boots,
      acknowledged: log.acknowledged,
      seen: log.seen,
      effects: readEffectLog(effectLog),
      stored: collectStored(dataFolder),
    };
    const { unexpected, quarantined, parked } = log;
    return { evidence, verdict: judge(evidence), unexpected, quarantined, parked };
  } finally {
    await effects.stop();
    if (options.keepIn === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function killAndFinish(
  { seed, kills, clients, onKill }: CrashOptions,
  server: ServerOptions,
  client: { readonly log: ClientLog; readonly effectsUrl: string },
): Promise<readonly Boot[]> {
  const link = new ServerLink();
  const load = keepLoad({ link, ...client }, seed, clients);
  const boots: Boot[] = [];
  try {
    for (const kill of planKills(seed, kills)) {
      boots.push(await liveOnce(server, link, kill));
      onKill?.(boots.length, boots.at(-1)?.end ?? '');
    }
    boots.push(await finishLoad(server, link, async () => load.finish(), client.log));
  } finally {
    link.close();
  }
  return boots;
}

/** The last life: nobody is killed, every run ends, every run is read once more, and the server is stopped in peace. */
async function finishLoad(options: ServerOptions, link: ServerLink, finish: () => Promise<void>, log: ClientLog): Promise<Boot> {
  const { server, address } = await startReadyServer(options);
  const readyAt = Date.now();
  link.up(address);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FINISH_MS);
  });
  await Promise.race([finish(), late]);
  clearTimeout(timer);
  for (const { runId } of log.seen.polls) {
    const answer = await poll(link, runId);
    if (answer !== null) log.polled(runId, answer);
  }
  server.signal('SIGTERM');
  const { code, signal, words } = await server.ended;
  if (code !== 0) log.surprised(new Error(`The server was asked to stop and ended with ${code ?? signal}.\n${words}`));
  return { pid: server.pid, spawnedAt: server.spawnedAt, readyAt, endedAt: Date.now(), end: 'clean' };
}
