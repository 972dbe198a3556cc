import { setTimeout as pause } from 'node:timers/promises';
import { startServerProcess } from '../server-process.ts';
import type { ServerOptions, ServerProcess } from '../server-process.ts';
import type { Kill } from './kill-plan.ts';
import type { ServerLink } from './load/server-link.ts';
import type { Boot } from './oracle/evidence.ts';

/** How long a life waits for its point before it is killed at random instead. */
const PATIENCE_MS = 4000;

/** Starts the server, lets it serve, and kills it as the plan says. Throws when it ended in any other way. */
export async function liveOnce(options: ServerOptions, link: ServerLink, kill: Kill): Promise<Boot> {
  const env = { ...options.env, ...(kill.kind === 'point' ? { MILLRACE_CRASH_AT: JSON.stringify(kill.at) } : {}) };
  const server = startServerProcess({ ...options, env });
  let readyAt: number | null = null;
  const opened = server.ready.then((address) => {
    if (address === null) return;
    readyAt = Date.now();
    link.up(address);
  });
  const byUs = await killInTime(server, opened, kill);
  const { code, signal, words } = await server.ended;
  link.down();
  const endedAt = Date.now();
  if (signal !== 'SIGKILL') throw new Error(`The server ended by itself with ${code ?? signal}.\n${words}`);
  return { pid: server.pid, spawnedAt: server.spawnedAt, readyAt, endedAt, end: nameOfEnd(kill, byUs) };
}

/** A point that was not passed in time makes it a kill at random. */
function nameOfEnd(kill: Kill, byUs: boolean): string {
  if (kill.kind !== 'point') return kill.kind;
  return byUs ? 'random' : kill.at.point;
}

/** True when the kill came from here, false when the server killed itself at its point. */
async function killInTime(server: ServerProcess, opened: Promise<void>, kill: Kill): Promise<boolean> {
  const timer = new AbortController();
  const ended = server.ended.then(() => false);
  const after = async (ms: number): Promise<boolean> => {
    await pause(ms, null, { signal: timer.signal });
    server.signal('SIGKILL');
    return true;
  };
  try {
    if (kill.kind === 'boot') return await Promise.race([ended, after(kill.afterMs)]);
    await Promise.race([opened, ended]);
    return await Promise.race([ended, after(kill.kind === 'random' ? kill.afterMs : PATIENCE_MS)]);
  } finally {
    timer.abort();
  }
}
