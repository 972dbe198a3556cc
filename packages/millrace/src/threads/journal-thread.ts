import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { CommitRequest, WrittenCommit } from '../journal/commit-request.ts';
import { committedRun } from '../journal/committed-run.ts';
import { commitGathered } from '../journal/group-commit.ts';
import type { AnswerMessage, CommitMessage, CommittedMessage } from '../journal/messages.ts';
import { readCommits } from '../journal/wire.ts';
import { Committed } from '../journal/committed.ts';
import { armCrashPoint } from '../journal/crash-point.ts';
import { openWriter } from '../store/sqlite/database.ts';
import { SqliteJournalWriter } from '../store/sqlite/journal-writer.ts';
import { journalThreadData } from './thread-data.ts';

/** Entry of the thread that holds the only connection that writes. */

type Message = CommitMessage | { readonly type: 'connect'; readonly port: MessagePort } | { readonly type: 'close' };

interface Sender {
  readonly port: MessagePort;
  readonly hearsCommits: boolean;
  taken: number[];
  others: AnswerMessage['others'][number][];
}

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const { databasePath, crashAt } = journalThreadData();
if (crashAt !== null) armCrashPoint(crashAt);

const writer = new SqliteJournalWriter(openWriter(databasePath));
const senders: Sender[] = [];
const senderOf = new Map<CommitRequest, Sender>();
let gathered: CommitRequest[] = [];
let closing = false;

function connect(port: MessagePort, hearsCommits: boolean): void {
  const sender: Sender = { port, hearsCommits, taken: [], others: [] };
  senders.push(sender);
  // An engine thread that ended sends nothing more.
  port.on('close', () => {
    senders.splice(senders.indexOf(sender), 1);
  });
  port.on('message', (message: Message) => {
    accept(sender, message);
    commitAll();
  });
}

/** Only the ends of this thread's own ports post to it. */
function asMessage(message: unknown): Message {
  assertMessage(message);
  return message;
}

function assertMessage(value: unknown): asserts value is Message {
  void value;
}

function accept(sender: Sender, message: Message): void {
  if (message.type === 'connect') return connect(message.port, false);
  if (message.type === 'close') {
    closing = true;
    return;
  }
  for (const request of readCommits(message.commits)) {
    senderOf.set(request, sender);
    gathered.push(request);
  }
}

/** Takes along what has arrived on any port while the last commit was being made durable. */
function collect(): readonly CommitRequest[] {
  for (const sender of senders) {
    for (let next = receiveMessageOnPort(sender.port); next !== undefined; next = receiveMessageOnPort(sender.port)) {
      accept(sender, asMessage(next.message));
    }
  }
  const batch = gathered;
  gathered = [];
  return batch;
}

function answer(requests: readonly CommitRequest[], results: readonly WrittenCommit[]): void {
  const committed = new Committed();
  for (const [index, request] of requests.entries()) {
    const result = results[index];
    const sender = senderOf.get(request);
    senderOf.delete(request);
    if (result !== undefined && sender !== undefined) answerOne(sender, request.id, result, committed);
  }
  const message = committed.message();
  for (const sender of senders) {
    // Before the answers: by the time a cancel is acknowledged, its engine has been told.
    if (sender.hearsCommits && message !== null) post(sender, message);
    if (sender.taken.length > 0 || sender.others.length > 0) post(sender, { type: 'answers', taken: sender.taken, others: sender.others });
    sender.taken = [];
    sender.others = [];
  }
}

function answerOne(sender: Sender, id: number, result: WrittenCommit, committed: Committed): void {
  if (result.refusal !== null) {
    sender.others.push({ id, refusal: result.refusal, runs: [] });
    return;
  }
  for (const written of result.runs) committed.add(written);
  if (sender.hearsCommits) sender.others.push({ id, refusal: null, runs: result.runs.map(({ run }) => committedRun(run)) });
  else sender.taken.push(id);
}

function post(sender: Sender, message: AnswerMessage | CommittedMessage): void {
  sender.port.postMessage(message);
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
