import type { Fault } from '../domain/errors.ts';
import type { Manifest } from '../domain/manifest.ts';
import type { RunContext } from './run-context.ts';

/** What the engine needs of a loaded workflow; made by the registry. */
export interface RunnableWorkflow {
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
  /** The value that the function gets for an input, or what is wrong with it. */
  readInput(input: unknown): Promise<Checked>;
  /** The value that is recorded for an output, or what is wrong with it. */
  readOutput(output: unknown): Promise<Checked>;
  call(run: RunContext, input: unknown): Promise<unknown>;
}

export type Checked = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly faults: readonly Fault[] };

/** The workflows that are loaded in this thread, by name. */
export interface WorkflowLookup {
  find(name: string): RunnableWorkflow | null;
}
