import { setTimeout as pause } from 'node:timers/promises';
import type { ClientLog } from './client-log.ts';
import { poll } from './run-calls.ts';
import type { ServerLink } from './server-link.ts';

/** The one who polls a run: one request at a time, so that the answers have an order. Gives the last seq when the run is over. */
export async function watchRun(link: ServerLink, log: ClientLog, runId: string): Promise<number> {
  for (;;) {
    const answer = await poll(link, runId);
    if (answer !== null) log.polled(runId, answer);
    if (answer?.finished === true) return answer.seq;
    await pause(15);
  }
}
