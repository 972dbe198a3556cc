import type { Claim } from '../domain/claim.ts';
import { Engine } from '../engine/engine.ts';
import type { ExecutionPorts } from '../engine/execution-ports.ts';
import { TurnEnd } from '../engine/turn-end.ts';
import { prepareChild } from '../engine/prepare-child.ts';
import type { AnswerMessage, CommittedMessage } from '../journal/messages.ts';
import { RemoteJournal } from '../journal/remote-journal.ts';
import type { WorkflowRegistry } from '../workflow/registry.ts';
import { asToEngine, readClaims, type FromEngine, type ReleasedClaim, type ToEngine } from './engine-messages.ts';
import type { ReceiveOnPort, ThreadPort } from './thread-port.ts';

/** What a thread that runs workflow functions is joined to. */
export interface EngineSide<P> {
  readonly parent: P;
  readonly journalPort: P;
  /** Grows with each cancel, pause or drop that has been posted; an engine compares it before it begins new work. */
  readonly controlCount: Int32Array<SharedArrayBuffer>;
  readonly receive: ReceiveOnPort<P>;
  readonly workflows: WorkflowRegistry;
}

type WorldPorts = Pick<ExecutionPorts, 'store' | 'artifacts' | 'now' | 'random' | 'newId'>;

/**
 * That a run was let go is told a little later than its last change, which says more: so whoever is told knows it already, and
 * one message tells of many.
 */
const TELL_AFTER_MS = 5;

class Releases {
  private readonly send: (claims: readonly ReleasedClaim[]) => void;
  private claims: ReleasedClaim[] = [];

  constructor(send: (claims: readonly ReleasedClaim[]) => void) {
    this.send = send;
  }

  add({ runId, epoch }: Claim): void {
    if (this.claims.length === 0) setTimeout(() => this.flush(), TELL_AFTER_MS);
    this.claims.push({ runId, epoch });
  }

  private flush(): void {
    const { claims } = this;
    this.claims = [];
    this.send(claims);
  }
}

/** Runs what `parent` orders until it says that it is enough. Nothing else of Millrace shares the thread. */
export function serveEngine<P extends ThreadPort>(side: EngineSide<P>, world: WorldPorts): void {
  const { parent, workflows } = side;
  const post = (message: FromEngine): void => parent.postMessage(message);
  const journal = new RemoteJournal(side.journalPort);
  side.journalPort.on('message', (message) => journal.receive(asFromJournal(message)));
  const outbox = new Releases((claims) => post({ type: 'released', claims }));
  const turnEnd = new TurnEnd();
  let heard = 0;
  /** A cancel is acknowledged once it is counted here, so whoever looks at the count before new work knows of it. */
  const hearControl = (): void => {
    const posted = Atomics.load(side.controlCount, 0);
    if (posted === heard) return;
    heard = posted;
    for (let next = side.receive(parent); next !== undefined; next = side.receive(parent)) handle(asToEngine(next.message));
  };
  const engine = new Engine(
    {
      ...world,
      commit: (changes) => journal.commit(changes),
      hearControl,
      atTurnEnd: (then) => turnEnd.add(then),
      reportRefusal: (run, refusal) => post({ type: 'refused', runId: run.id, refusal: refusal.kind }),
      prepareChild: (run, workflow, input, options, at) =>
        prepareChild(workflows, { parent: run, workflow, input, options, id: world.newId(), at }),
    },
    workflows,
    (claim) => outbox.add(claim),
  );
  const close = (): void => {
    parent.close();
    side.journalPort.close();
    world.store.close();
  };
  const handle = (message: ToEngine): void => handOn(engine, message, { pong: () => post({ type: 'pong' }), close });
  parent.on('message', (message) => handle(asToEngine(message)));
  post({ type: 'ready', workflows: workflows.entries(), problems: workflows.problems });
}

/** Only the journal posts to this port. */
function asFromJournal(message: unknown): AnswerMessage | CommittedMessage {
  assertFromJournal(message);
  return message;
}

function assertFromJournal(value: unknown): asserts value is AnswerMessage | CommittedMessage {
  void value;
}

function handOn(engine: Engine, message: ToEngine, self: { readonly pong: () => void; readonly close: () => void }): void {
  switch (message.type) {
    case 'execute':
      for (const claim of readClaims(message.claims)) void engine.execute(claim);
      return;
    case 'cancel':
      return engine.cancel(message.runId, message.reason);
    case 'pause':
      return engine.pause(message.runId);
    case 'unpause':
      return engine.unpause(message.runId);
    case 'drop':
      return engine.drop(message.runId);
    case 'input':
      return engine.hearInput(message.runId);
    case 'yield':
      return engine.yieldAll();
    case 'ping':
      return self.pong();
    case 'close':
      return self.close();
  }
}
