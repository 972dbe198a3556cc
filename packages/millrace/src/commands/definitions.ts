import type { Fault } from '../domain/errors.ts';
import type { Estimate } from '../domain/estimate.ts';
import type { JsonText } from '../domain/json.ts';

/**
 * What commands ask of the code of workflows. It runs on a thread of its own, so every answer that needs it is a promise;
 * a thread that does not answer in time rejects with `workflow_unavailable`.
 */
export interface Definitions {
  /** True when this version can be run right now. */
  isLoaded(workflow: string, version: string): boolean;
  /** Checks an input against the workflow's own schema. Pointers of the faults begin at the input, as `/limit`. */
  validateInput(workspaceId: string, workflow: string, version: string, input: JsonText): Promise<InputVerdict>;
  /** The input for a start that names none; null when the workflow has no sample. */
  sampleInput(workflow: string, version: string): Promise<JsonText | null>;
  /** What a run with this input would cost. Rejects with `invalid_workflow` when what the workflow says is no estimate. */
  estimate(workflow: string, version: string, input: JsonText): Promise<Estimate>;
  /** The input of an example and the output that it expects; null when the workflow has no example of that id. */
  example(workflow: string, version: string, id: string): Promise<ExampleTexts | null>;
}

export interface ExampleTexts {
  readonly input: JsonText;
  readonly expected: JsonText;
}

export type InputVerdict = { readonly ok: true; readonly input: JsonText } | { readonly ok: false; readonly faults: readonly Fault[] };
