import { parentPort } from 'node:worker_threads';
import type { ExampleTexts } from '../commands/definitions.ts';
import type { Fault } from '../domain/errors.ts';
import { checkEstimate, type Estimate } from '../domain/estimate.ts';
import { encodeJson } from '../domain/json-text.ts';
import type { JsonText } from '../domain/json.ts';
import type { Checked } from '../engine/runnable-workflow.ts';
import { WorkflowRegistry, type LoadedWorkflow } from '../workflow/registry.ts';
import { definitionsThreadData } from './thread-data.ts';

/** Entry of the thread that answers what only the code of a workflow knows. It never runs a workflow, so it is always free to answer. */

export type ToDefinitions =
  | { readonly type: 'validate'; readonly id: number; readonly workflow: string; readonly input: JsonText }
  | { readonly type: 'sample'; readonly id: number; readonly workflow: string }
  | { readonly type: 'estimate'; readonly id: number; readonly workflow: string; readonly input: JsonText }
  | { readonly type: 'example'; readonly id: number; readonly workflow: string; readonly example: string }
  | { readonly type: 'close' };

export type FromDefinitions =
  | { readonly type: 'ready' }
  | { readonly type: 'validated'; readonly id: number; readonly faults: readonly Fault[] }
  | { readonly type: 'sampled'; readonly id: number; readonly input: JsonText | null }
  | { readonly type: 'estimated'; readonly id: number; readonly estimate: Estimate }
  | { readonly type: 'exampled'; readonly id: number; readonly example: ExampleTexts | null }
  /** The code of the workflow is wrong: asking again would not help. */
  | { readonly type: 'invalid'; readonly id: number; readonly problem: string }
  | { readonly type: 'failed'; readonly id: number; readonly problem: string };

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const parent = parentPort;
const data = definitionsThreadData();
const workflows = new WorkflowRegistry();
await workflows.load(data.workflowsFolder);

function post(message: FromDefinitions): void {
  parent.postMessage(message);
}

async function answer(message: Exclude<ToDefinitions, { type: 'close' }>): Promise<FromDefinitions> {
  const { id } = message;
  const workflow = workflows.find(message.workflow);
  if (workflow === null) return { type: 'failed', id, problem: `The workflow ${message.workflow} is not loaded.` };
  if (message.type === 'sample') {
    const sample = await workflow.sample();
    return { type: 'sampled', id, input: sample === null ? null : encodeJson(sample) };
  }
  if (message.type === 'example') {
    const example = workflow.examples.find((candidate) => candidate.id === message.example);
    const texts = example === undefined ? null : { input: encodeJson(example.input), expected: encodeJson(example.expected) };
    return { type: 'exampled', id, example: texts };
  }
  const checked = await workflow.readInput(JSON.parse(message.input));
  if (message.type === 'estimate') return estimate(workflow, checked, id);
  return { type: 'validated', id, faults: checked.ok ? [] : checked.faults };
}

/** What the author gave is taken for what it is and not for what its type says. */
async function estimate(workflow: LoadedWorkflow, input: Checked, id: number): Promise<FromDefinitions> {
  if (!input.ok) return { type: 'invalid', id, problem: 'The input does not fit its schema any more.' };
  try {
    const checked = checkEstimate(await workflow.estimate(input.value));
    return checked.ok ? { type: 'estimated', id, estimate: checked.value } : { type: 'invalid', id, problem: checked.problem };
  } catch (error) {
    return { type: 'invalid', id, problem: `Its estimate threw: ${error instanceof Error ? error.message : String(error)}` };
  }
}

parent.on('message', (message: ToDefinitions) => {
  if (message.type === 'close') {
    parent.close();
    return;
  }
  answer(message).then(post, (error: unknown) =>
    post({ type: 'failed', id: message.id, problem: error instanceof Error ? error.message : String(error) }),
  );
});
// What a module does beside being asked must not end the thread; the engines load the same module and report it.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});
post({ type: 'ready' });
