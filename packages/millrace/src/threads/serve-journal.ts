import type { CommitRequest, JournalWriter, WrittenCommit } from '../journal/commit-request.ts';
import { committedRun } from '../journal/committed-run.ts';
import { Committed } from '../journal/committed.ts';
import { commitGathered } from '../journal/group-commit.ts';
import { guardClaims } from '../journal/guard-claims.ts';
import type { AnswerMessage, CommitMessage, CommittedMessage } from '../journal/messages.ts';
import { readCommits } from '../journal/wire.ts';
import type { ReceiveOnPort, ThreadPort } from './thread-port.ts';

type Message<P> = CommitMessage | { readonly type: 'connect'; readonly port: P } | { readonly type: 'close' };

interface Sender<P> {
  readonly port: P;
  readonly hearsCommits: boolean;
  taken: number[];
  others: AnswerMessage['others'][number][];
}

class JournalDesk<P extends ThreadPort> {
  private readonly writer: JournalWriter;
  private readonly receive: ReceiveOnPort<P>;
  private readonly senders: Sender<P>[] = [];
  private readonly senderOf = new Map<CommitRequest, Sender<P>>();
  private gathered: CommitRequest[] = [];
  private closing = false;

  constructor(writer: JournalWriter, receive: ReceiveOnPort<P>) {
    this.writer = guardClaims(writer);
    this.receive = receive;
  }

  connect(port: P, hearsCommits: boolean): void {
    const sender: Sender<P> = { port, hearsCommits, taken: [], others: [] };
    this.senders.push(sender);
    // An engine thread that ended sends nothing more.
    port.on('close', () => {
      this.senders.splice(this.senders.indexOf(sender), 1);
    });
    port.on('message', (message) => {
      this.accept(sender, asMessage<P>(message));
      this.commitAll();
    });
  }

  private accept(sender: Sender<P>, message: Message<P>): void {
    if (message.type === 'connect') return this.connect(message.port, false);
    if (message.type === 'close') {
      this.closing = true;
      return;
    }
    for (const request of readCommits(message.commits)) {
      this.senderOf.set(request, sender);
      this.gathered.push(request);
    }
  }

  /** Takes along what has arrived on any port while the last commit was being made durable. */
  private collect(): readonly CommitRequest[] {
    for (const sender of this.senders) {
      for (let next = this.receive(sender.port); next !== undefined; next = this.receive(sender.port)) {
        this.accept(sender, asMessage<P>(next.message));
      }
    }
    const batch = this.gathered;
    this.gathered = [];
    return batch;
  }

  private answer(requests: readonly CommitRequest[], results: readonly WrittenCommit[]): void {
    const committed = new Committed();
    for (const [index, request] of requests.entries()) {
      const result = results[index];
      const sender = this.senderOf.get(request);
      this.senderOf.delete(request);
      if (result !== undefined && sender !== undefined) answerOne(sender, request.id, result, committed);
    }
    const message = committed.message();
    for (const sender of this.senders) {
      // Before the answers: by the time a cancel is acknowledged, its engine has been told.
      if (sender.hearsCommits && message !== null) post(sender, message);
      const { taken, others } = sender;
      if (taken.length > 0 || others.length > 0) post(sender, { type: 'answers', taken, others });
      sender.taken = [];
      sender.others = [];
    }
  }

  private commitAll(): void {
    commitGathered(this.writer, {
      collect: () => this.collect(),
      answer: (requests, results) => this.answer(requests, results),
    });
    if (this.closing) {
      this.writer.close();
      for (const sender of this.senders) sender.port.close();
    }
  }
}

/** Commits what arrives from `parent`, and on ports that it connects, until it says that it is enough. */
export function serveJournal<P extends ThreadPort>(parent: P, writer: JournalWriter, receive: ReceiveOnPort<P>): void {
  const desk = new JournalDesk(writer, receive);
  desk.connect(parent, true);
  parent.postMessage({ type: 'ready' });
}

function answerOne<P>(sender: Sender<P>, id: number, result: WrittenCommit, committed: Committed): void {
  if (result.refusal !== null) {
    sender.others.push({ id, refusal: result.refusal, runs: [] });
    return;
  }
  for (const written of result.runs) committed.add(written);
  if (sender.hearsCommits) sender.others.push({ id, refusal: null, runs: result.runs.map(({ run }) => committedRun(run)) });
  else sender.taken.push(id);
}

function post<P extends ThreadPort>(sender: Sender<P>, message: AnswerMessage | CommittedMessage): void {
  sender.port.postMessage(message);
}

/** Only the ends of this thread's own ports post to it. */
function asMessage<P>(message: unknown): Message<P> {
  assertMessage<P>(message);
  return message;
}

function assertMessage<P>(value: unknown): asserts value is Message<P> {
  void value;
}
