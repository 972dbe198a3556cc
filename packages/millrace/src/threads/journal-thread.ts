import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { CommitRequest } from '../journal/commit-request.ts';
import { commitGathered } from '../journal/group-commit.ts';
import type { CommitResult, CommittedRun } from '../journal/journal.ts';
import type { AnswerMessage, CommitMessage } from '../journal/messages.ts';
import { armCrashPoint } from '../journal/crash-point.ts';
import { openWriter } from '../store/sqlite/database.ts';
import { SqliteJournalWriter } from '../store/sqlite/journal-writer.ts';
import type { JournalThreadData } from './thread-data.ts';

/** Entry of the thread that holds the only connection that writes. */

type Message = CommitMessage | { readonly type: 'connect'; readonly port: MessagePort } | { readonly type: 'close' };

interface Sender {
  readonly port: MessagePort;
  readonly hearsCommits: boolean;
  answers: AnswerMessage['answers'][number][];
}

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const { databasePath, crashAt }: JournalThreadData = workerData;
if (crashAt !== null) armCrashPoint(crashAt);

const writer = new SqliteJournalWriter(openWriter(databasePath));
const senders: Sender[] = [];
const senderOf = new Map<CommitRequest, Sender>();
let gathered: CommitRequest[] = [];
let closing = false;

function connect(port: MessagePort, hearsCommits: boolean): void {
  const sender: Sender = { port, hearsCommits, answers: [] };
  senders.push(sender);
  port.on('message', (message: Message) => {
    accept(sender, message);
    commitAll();
  });
}

function accept(sender: Sender, message: Message): void {
  if (message.type === 'connect') return connect(message.port, false);
  if (message.type === 'close') {
    closing = true;
    return;
  }
  for (const request of message.requests) {
    senderOf.set(request, sender);
    gathered.push(request);
  }
}

/** Takes along what has arrived on any port while the last commit was being made durable. */
function collect(): readonly CommitRequest[] {
  for (const sender of senders) {
    for (let next = receiveMessageOnPort(sender.port); next !== undefined; next = receiveMessageOnPort(sender.port)) {
      accept(sender, next.message);
    }
  }
  const batch = gathered;
  gathered = [];
  return batch;
}

function answer(requests: readonly CommitRequest[], results: readonly CommitResult[]): void {
  const committed = new Map<string, CommittedRun>();
  for (const [index, request] of requests.entries()) {
    const result = results[index];
    const sender = senderOf.get(request);
    senderOf.delete(request);
    if (result === undefined || sender === undefined) continue;
    const runs = result.ok ? result.runs : [];
    for (const run of runs) committed.set(`${run.workspaceId}/${run.runId}`, run);
    sender.answers.push({ id: request.id, refusal: result.ok ? null : result.refusal, runs: sender.hearsCommits ? runs : [] });
  }
  for (const sender of senders) {
    // Before the answers: by the time a cancel is acknowledged, its engine has been told.
    if (sender.hearsCommits && committed.size > 0) sender.port.postMessage({ type: 'committed', runs: [...committed.values()] });
    if (sender.answers.length > 0) sender.port.postMessage({ type: 'answers', answers: sender.answers });
    sender.answers = [];
  }
}

function commitAll(): void {
  commitGathered(writer, { collect, answer });
  if (closing) {
    writer.close();
    for (const sender of senders) sender.port.close();
  }
}

connect(parentPort, true);
parentPort.postMessage({ type: 'ready' });
