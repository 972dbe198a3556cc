import { Worker } from 'node:worker_threads';
import type { Definitions, ExampleTexts, InputVerdict } from '../commands/definitions.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Estimate } from '../domain/estimate.ts';
import type { JsonText } from '../domain/json.ts';
import type { FromDefinitions, ToDefinitions } from './definitions-thread.ts';
import type { DefinitionsThreadData } from './thread-data.ts';
import { SMALL_NURSERY } from './small-nursery.ts';
import { threadUrl } from './thread-url.ts';

const ANSWER_WITHIN_MS = 10_000;
const START_AGAIN_MS = 1_000;

type Answer = Exclude<FromDefinitions, { type: 'ready' }>;
type Question =
  | { readonly type: 'validate'; readonly workflow: string; readonly input: JsonText }
  | { readonly type: 'sample'; readonly workflow: string }
  | { readonly type: 'estimate'; readonly workflow: string; readonly input: JsonText }
  | { readonly type: 'example'; readonly workflow: string; readonly example: string };

interface Waiting {
  readonly worker: Worker;
  readonly done: (answer: Answer) => void;
}

/** Asks the definitions thread. The thread is replaced when the code of workflows changes, and when it ends or hangs. */
export class DefinitionsClient implements Definitions {
  private readonly waiting = new Map<number, Waiting>();
  private readonly versions: () => ReadonlyMap<string, string>;
  private worker: Worker | null = null;
  private closed = false;
  private lastId = 0;
  private heard = 0;

  /** `versions` gives the versions that engines have loaded, by workflow. */
  constructor(versions: () => ReadonlyMap<string, string>) {
    this.versions = versions;
  }

  async start(data: DefinitionsThreadData): Promise<void> {
    const worker = new Worker(threadUrl('definitions-thread'), { workerData: data, resourceLimits: SMALL_NURSERY });
    await new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.once('exit', () => reject(new Error('The thread ended while it loaded the workflows.')));
      worker.on('message', (message: FromDefinitions) => {
        this.heard += 1;
        if (message.type === 'ready') resolve();
        else this.waiting.get(message.id)?.done(message);
      });
    });
    const old = this.worker;
    this.worker = worker;
    worker.once('exit', () => this.lost(worker, data));
    await old?.terminate();
    if (this.closed) await worker.terminate();
  }

  isLoaded(workflow: string, version: string): boolean {
    return this.versions().get(workflow) === version;
  }

  async validateInput(_workspaceId: string, workflow: string, _version: string, input: JsonText): Promise<InputVerdict> {
    const answer = await this.ask({ type: 'validate', workflow, input });
    if (answer.type !== 'validated') {
      throw unavailable(workflow, answer.type === 'failed' ? answer.problem : 'It gave another answer than was asked for.');
    }
    return answer.faults.length === 0 ? { ok: true, input } : { ok: false, faults: answer.faults };
  }

  async sampleInput(workflow: string): Promise<JsonText | null> {
    const answer = await this.ask({ type: 'sample', workflow });
    if (answer.type !== 'sampled') {
      throw unavailable(workflow, answer.type === 'failed' ? answer.problem : 'It gave another answer than was asked for.');
    }
    return answer.input;
  }

  async estimate(workflow: string, _version: string, input: JsonText): Promise<Estimate> {
    const answer = await this.ask({ type: 'estimate', workflow, input });
    if (answer.type === 'estimated') return answer.estimate;
    if (answer.type === 'invalid') {
      throw new MillraceError('invalid_workflow', `The workflow ${workflow} cannot be estimated. ${answer.problem}`);
    }
    throw unavailable(workflow, answer.type === 'failed' ? answer.problem : 'It gave another answer than was asked for.');
  }

  async example(workflow: string, _version: string, id: string): Promise<ExampleTexts | null> {
    const answer = await this.ask({ type: 'example', workflow, example: id });
    if (answer.type !== 'exampled') {
      throw unavailable(workflow, answer.type === 'failed' ? answer.problem : 'It gave another answer than was asked for.');
    }
    return answer.example;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.worker?.terminate();
  }

  private ask(question: Question): Promise<Answer> {
    const { worker, heard } = this;
    this.lastId += 1;
    const id = this.lastId;
    if (worker === null) return Promise.resolve({ type: 'failed', id, problem: 'It is being loaded again.' });
    return new Promise((resolve) => {
      const done = (answer: Answer): void => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(answer);
      };
      const timer = setTimeout(() => {
        done({ type: 'failed', id, problem: `It did not answer within ${ANSWER_WITHIN_MS} ms.` });
        // Nothing at all came from it meanwhile: an input, or a schema, holds it fast.
        if (heard === this.heard) void worker.terminate();
      }, ANSWER_WITHIN_MS);
      this.waiting.set(id, { worker, done });
      const message: ToDefinitions = { ...question, id };
      worker.postMessage(message);
    });
  }

  private lost(worker: Worker, data: DefinitionsThreadData): void {
    for (const [id, asked] of this.waiting) {
      if (asked.worker === worker) asked.done({ type: 'failed', id, problem: 'Its thread ended while it was asked.' });
    }
    if (this.worker !== worker || this.closed) return;
    this.worker = null;
    this.startAgain(data);
  }

  private startAgain(data: DefinitionsThreadData): void {
    this.start(data).catch(() => {
      // What keeps it from starting may pass; until then, whoever asks is told.
      const again = (): void => {
        if (this.worker === null && !this.closed) this.startAgain(data);
      };
      setTimeout(again, START_AGAIN_MS).unref();
    });
  }
}

function unavailable(workflow: string, problem: string): MillraceError {
  return new MillraceError('workflow_unavailable', `The code of workflow ${workflow} could not answer: ${problem}`, {
    retryAfterSeconds: 5,
  });
}
