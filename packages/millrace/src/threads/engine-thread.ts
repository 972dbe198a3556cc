import { randomUUIDv7 } from 'node:crypto';
import { parentPort, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { FolderArtifactStore } from '../artifacts/fs.ts';
import { armCrashPoint, crashPoint } from '../journal/crash-point.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { WorkflowRegistry } from '../workflow/registry.ts';
import type { FromEngine } from './engine-messages.ts';
import { serveEngine } from './serve-engine.ts';
import { engineThreadData } from './thread-data.ts';

/** Entry of a thread that runs workflow functions. */

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const parent: MessagePort = parentPort;
const { databasePath, artifactsFolder, workflowsFolder, journalPort, controlCount, crashAt } = engineThreadData();
armCrashPoint(crashAt);

const workflows = new WorkflowRegistry();
await workflows.load(workflowsFolder);

// A promise that a workflow forgot, or a callback that threw, must not take the other runs of this thread with it.
process.on('unhandledRejection', reportStray);
process.on('uncaughtException', reportStray);

serveEngine(
  { parent, journalPort, controlCount, receive: receiveMessageOnPort, workflows },
  {
    store: openSqliteStore(databasePath),
    artifacts: new FolderArtifactStore(artifactsFolder, (step) => crashPoint(step === 'written' ? 'F1' : 'F2')),
    now: Date.now,
    random: Math.random,
    newId: randomUUIDv7,
  },
);

function reportStray(error: unknown): void {
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  parent.postMessage({ type: 'stray', problem } satisfies FromEngine);
}
