import { Worker } from 'node:worker_threads';
import type { Definitions, InputVerdict } from '../commands/definitions.ts';
import { MillraceError } from '../domain/errors.ts';
import type { JsonText } from '../domain/json.ts';
import type { FromDefinitions, ToDefinitions } from './definitions-thread.ts';
import type { DefinitionsThreadData } from './thread-data.ts';
import { threadUrl } from './thread-url.ts';

const ANSWER_WITHIN_MS = 10_000;

type Answer = Exclude<FromDefinitions, { type: 'ready' }>;
type Question =
  | { readonly type: 'validate'; readonly workflow: string; readonly input: JsonText }
  | { readonly type: 'sample'; readonly workflow: string };

/** Asks the definitions thread. The thread is replaced when the code of workflows changes. */
export class DefinitionsClient implements Definitions {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly versions: () => ReadonlyMap<string, string>;
  private worker: Worker | null = null;
  private lastId = 0;

  /** `versions` gives the versions that engines have loaded, by workflow. */
  constructor(versions: () => ReadonlyMap<string, string>) {
    this.versions = versions;
  }

  async start(data: DefinitionsThreadData): Promise<void> {
    const worker = new Worker(threadUrl('definitions-thread'), { workerData: data });
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The thread ended while it loaded the workflows.')));
      worker.on('message', (message: FromDefinitions) => {
        if (message.type === 'ready') resolve();
        else this.waiting.get(message.id)?.(message);
      });
    });
    const old = this.worker;
    this.worker = worker;
    await old?.terminate();
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

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(question: Question): Promise<Answer> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve) => {
      const done = (answer: Answer): void => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(answer);
      };
      const timer = setTimeout(
        () => done({ type: 'failed', id, problem: `It did not answer within ${ANSWER_WITHIN_MS} ms.` }),
        ANSWER_WITHIN_MS,
      );
      this.waiting.set(id, done);
      const message: ToDefinitions = { ...question, id };
      this.worker?.postMessage(message);
    });
  }
}

function unavailable(workflow: string, problem: string): MillraceError {
  return new MillraceError('workflow_unavailable', `The code of workflow ${workflow} could not answer: ${problem}`, {
    retryAfterSeconds: 5,
  });
}
