import type { RunChange } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { decodeJson } from '../domain/json-text.ts';
import { quoted } from '../domain/quoted.ts';
import type { RunExample } from '../domain/run.ts';
import type { CommandContext } from './command-context.ts';
import type { ResolvedWorkflow } from './resolve-workflow.ts';

/** What an example brings to the run that is started with it. */
export interface ExampleOfStart {
  readonly example: RunExample;
  readonly input: Json;
  /** Fixes what the output will be held against: changed code has no say in it. */
  readonly planned: RunChange;
}

/** The example of that id, or else of that name. One that is not known is a fault at `/example`. */
export async function exampleOfStart({ definitions }: CommandContext, workflow: ResolvedWorkflow, asked: string): Promise<ExampleOfStart> {
  const { examples, evaluation } = workflow.manifest;
  const known = examples.find(({ id }) => id === asked) ?? examples.find(({ name }) => name === asked);
  const found = known === undefined || evaluation === null ? null : await definitions.example(workflow.name, workflow.version, known.id);
  if (known === undefined || evaluation === null || found === null) {
    const message = `Workflow ${quoted(workflow.name)} has no example ${quoted(asked)}.`;
    throw new MillraceError('invalid_request', `${message} GET /v1/workflows/${workflow.name} lists its examples.`, {
      faults: [{ pointer: '/example', message }],
    });
  }
  const { id, name } = known;
  return {
    example: { id, name },
    input: decodeJson(found.input),
    planned: { type: 'evaluation.planned', plan: evaluation, payload: found.expected },
  };
}
