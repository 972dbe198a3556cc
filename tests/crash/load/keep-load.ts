import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.ts';
import { drawScript, playRun } from './play-run.ts';
import type { Client } from './play-run.ts';
import { cancel, resumeRun, waitingRuns } from './run-calls.ts';

export interface Load {
  /** Starts no further runs; resolves when every run that was started is over. */
  finish(): Promise<void>;
}

/** Plays one run after the other with each of a number of clients. */
export function keepLoad(client: Client, seed: number, clients: number): Load {
  const finishing = new AbortController();
  const playOn = async (index: number): Promise<void> => {
    const random = seededRandom(seed * 1000 + index);
    for (let count = 0; !finishing.signal.aborted; count++) {
      await playRun(client, drawScript(random, `s${seed}-c${index}-r${count}`)).catch((error: unknown) => client.log.surprised(error));
      await pause(random.integer(5, 60));
    }
  };
  const playing = Promise.all(Array.from({ length: clients }, async (_, index) => playOn(index)));
  const over = new AbortController();
  const caring = careForParked(client, over.signal).catch((error: unknown) => client.log.surprised(error));
  return {
    finish: async () => {
      finishing.abort();
      await playing;
      over.abort();
      await caring;
    },
  };
}

/**
 * The person on call: lets quarantined runs go on, and gives up those whose at-most-once effect is unknown. Both are what
 * Millrace promises to ask for; the count of each is reported.
 */
async function careForParked({ link, log }: Client, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    for (const { id, status_reason: reason } of await waitingRuns(link)) {
      if (reason === 'quarantined' && (await resumeRun(link, id))) log.quarantined += 1;
      if (reason === 'effect_unknown') {
        log.willCancel(id);
        if ((await cancel(link, id)) !== null) log.parked += 1;
      }
    }
    await pause(100);
  }
}
