import { Worker, type MessagePort } from 'node:worker_threads';
import type { AnswerMessage, CommitMessage, CommittedMessage } from '../journal/messages.ts';
import { RemoteJournal } from '../journal/remote-journal.ts';
import type { JournalThreadData } from './thread-data.ts';
import { SMALL_NURSERY } from './small-nursery.ts';
import { threadUrl } from './thread-url.ts';

export interface JournalThread {
  readonly journal: RemoteJournal;
  /** Lets another thread commit through its own port. */
  connect(port: MessagePort): void;
  close(): Promise<void>;
}

/**
 * Starts the thread that writes. `failed` is called when it can go on no longer: nothing is acknowledged from then on,
 * and the process must end, because what SQLite holds in memory may not be what is on the disk.
 */
export async function startJournalThread(data: JournalThreadData, failed: (error: unknown) => void): Promise<JournalThread> {
  const worker = new Worker(threadUrl('journal-thread'), { workerData: data, resourceLimits: SMALL_NURSERY });
  const journal = new RemoteJournal({
    postMessage: (message: CommitMessage) => worker.postMessage(message),
    close: () => worker.postMessage({ type: 'close' }),
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => resolve());
  });
  worker.removeAllListeners('error');
  worker.on('error', failed);
  worker.on('message', (message: AnswerMessage | CommittedMessage) => journal.receive(message));
  return {
    journal,
    connect: (port) => worker.postMessage({ type: 'connect', port }, [port]),
    close: async () => {
      await journal.close();
      await ended;
    },
  };
}
