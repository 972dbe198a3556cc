import type { CommitRequest, JournalWriter, WrittenCommit } from '../journal/commit-request.ts';
import { Committed } from '../journal/committed.ts';
import { commitGathered } from '../journal/group-commit.ts';
import { guardClaims } from '../journal/guard-claims.ts';
import type { AnswerMessage, CommitMessage, RefusedCommit } from '../journal/messages.ts';
import { readCommits } from '../journal/wire.ts';
import type { ReceiveOnPort, ThreadPort } from './thread-port.ts';

type Message<P> = CommitMessage | { readonly type: 'connect'; readonly port: P } | { readonly type: 'close' };

interface Sender<P> {
  readonly port: P;
  taken: number[];
  refused: RefusedCommit[];
}

class JournalDesk<P extends ThreadPort> {
  private readonly writer: JournalWriter;
  private readonly receive: ReceiveOnPort<P>;
  private readonly parent: P;
  private readonly committed = new Committed();
  private readonly senders: Sender<P>[] = [];
  private gathered: CommitRequest[] = [];
  /** Who sent each of them, in the same order. */
  private gatheredFrom: Sender<P>[] = [];
  private inWork: readonly Sender<P>[] = [];
  private tellTimer: NodeJS.Timeout | null = null;
  private closing = false;

  constructor(parent: P, writer: JournalWriter, receive: ReceiveOnPort<P>) {
    this.parent = parent;
    this.writer = guardClaims(writer);
    this.receive = receive;
  }

  connect(port: P): void {
    const sender: Sender<P> = { port, taken: [], refused: [] };
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
    if (message.type === 'connect') return this.connect(message.port);
    if (message.type === 'close') {
      this.closing = true;
      return;
    }
    for (const request of readCommits(message.commits)) {
      this.gathered.push(request);
      this.gatheredFrom.push(sender);
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
    this.inWork = this.gatheredFrom;
    this.gathered = [];
    this.gatheredFrom = [];
    return batch;
  }

  private answer(requests: readonly CommitRequest[], results: readonly WrittenCommit[]): void {
    requests.forEach(({ id }, index) => {
      const result = results[index];
      const sender = this.inWork[index];
      if (result !== undefined && sender !== undefined) this.answerOne(sender, id, result);
    });
    // Engines first: their runs wait for it.
    for (const sender of this.senders) postAnswers(sender);
    this.tell();
  }

  private answerOne(sender: Sender<P>, id: number, result: WrittenCommit): void {
    const isListener = sender.port === this.parent;
    if (result.refusal !== null) {
      const refused = { id, refusal: result.refusal };
      if (isListener) this.committed.refuse(refused);
      else sender.refused.push(refused);
      return;
    }
    if (isListener) return this.committed.answer(id, result.runs);
    sender.taken.push(id);
    for (const written of result.runs) this.committed.add(written);
  }

  private tell(): void {
    const now = performance.now();
    const message = this.committed.message(now);
    if (message !== null) this.parent.postMessage(message);
    const dueInMs = this.committed.dueIn(now);
    if (dueInMs === null || this.tellTimer !== null) return;
    this.tellTimer = setTimeout(() => {
      this.tellTimer = null;
      this.tell();
    }, dueInMs);
  }

  private commitAll(): void {
    commitGathered(this.writer, {
      collect: () => this.collect(),
      answer: (requests, results) => this.answer(requests, results),
    });
    if (this.closing) {
      this.writer.close();
      if (this.tellTimer !== null) clearTimeout(this.tellTimer);
      for (const sender of this.senders) sender.port.close();
    }
  }
}

/** Commits what arrives from `parent`, and on ports that it connects, until it says that it is enough. */
export function serveJournal<P extends ThreadPort>(parent: P, writer: JournalWriter, receive: ReceiveOnPort<P>): void {
  const desk = new JournalDesk(parent, writer, receive);
  desk.connect(parent);
  parent.postMessage({ type: 'ready' });
}

function postAnswers<P extends ThreadPort>(sender: Sender<P>): void {
  const { taken, refused } = sender;
  if (taken.length === 0 && refused.length === 0) return;
  sender.port.postMessage({ type: 'answers', taken, refused } satisfies AnswerMessage);
  sender.taken = [];
  sender.refused = [];
}

/** Only the ends of this thread's own ports post to it. */
function asMessage<P>(message: unknown): Message<P> {
  assertMessage<P>(message);
  return message;
}

function assertMessage<P>(value: unknown): asserts value is Message<P> {
  void value;
}
