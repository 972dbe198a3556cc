import { randomUUIDv7 } from 'node:crypto';
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { FolderArtifactStore } from '../artifacts/fs.ts';
import type { Claim } from '../domain/claim.ts';
import { Engine } from '../engine/engine.ts';
import type { ExecutionPorts } from '../engine/execution-ports.ts';
import { prepareChild } from '../engine/prepare-child.ts';
import { armCrashPoint, crashPoint } from '../journal/crash-point.ts';
import type { AnswerMessage, CommittedMessage } from '../journal/messages.ts';
import { RemoteJournal } from '../journal/remote-journal.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { WorkflowRegistry } from '../workflow/registry.ts';
import { asToEngine, type FromEngine, type ToEngine } from './engine-messages.ts';
import { engineThreadData } from './thread-data.ts';

/** Entry of a thread that runs workflow functions. Nothing else of Millrace shares it. */

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const parent = parentPort;
const data = engineThreadData();
armCrashPoint(data.crashAt);

const journal = new RemoteJournal(data.journalPort);
data.journalPort.on('message', (message: AnswerMessage | CommittedMessage) => journal.receive(message));

const workflows = new WorkflowRegistry();
await workflows.load(data.workflowsFolder);

const ports: ExecutionPorts = {
  commit: (changes) => journal.commit(changes),
  store: openSqliteStore(data.databasePath),
  artifacts: new FolderArtifactStore(data.artifactsFolder, (step) => crashPoint(step === 'written' ? 'F1' : 'F2')),
  now: Date.now,
  random: Math.random,
  newId: randomUUIDv7,
  hearControl,
  reportRefusal: (run, refusal) => post({ type: 'refused', runId: run.id, refusal: refusal.kind }),
  prepareChild: (run, workflow, input, options, at) =>
    prepareChild(workflows, { parent: run, workflow, input, options, id: randomUUIDv7(), at }),
};

let outbox: Claim[] = [];
const engine = new Engine(ports, workflows, (claim) => {
  if (outbox.length === 0) setImmediate(postReleased);
  outbox.push(claim);
});

function postReleased(): void {
  post({ type: 'released', claims: outbox });
  outbox = [];
}

function post(message: FromEngine): void {
  parent.postMessage(message);
}

let heard = 0;

/** A cancel is acknowledged once it is counted here, so whoever looks at the count before new work knows of it. */
function hearControl(): void {
  const posted = Atomics.load(data.controlCount, 0);
  if (posted === heard) return;
  heard = posted;
  for (let next = receiveMessageOnPort(parent); next !== undefined; next = receiveMessageOnPort(parent)) {
    handle(asToEngine(next.message));
  }
}

function handle(message: ToEngine): void {
  switch (message.type) {
    case 'execute':
      for (const claim of message.claims) void engine.execute(claim);
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
      return post({ type: 'pong' });
    case 'close':
      parent.close();
      data.journalPort.close();
      ports.store.close();
  }
}

// A promise that a workflow forgot, or a callback that threw, must not take the other runs of this thread with it.
process.on('unhandledRejection', (error) => post({ type: 'stray', problem: describe(error) }));
process.on('uncaughtException', (error) => post({ type: 'stray', problem: describe(error) }));

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

parent.on('message', handle);
post({ type: 'ready', workflows: workflows.entries(), problems: workflows.problems });
