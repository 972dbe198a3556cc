import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { EstimatePart } from '../domain/estimate.ts';
import type { Example, ExactDiffEvaluator } from '../domain/example.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { RetryPolicy } from '../domain/retry-policy.ts';
import type { DurationInput, RunContext } from '../engine/run-context.ts';

/** A stage as an author declares it. Weights are shares of the progress and default to 1. */
export interface StageOptions {
  readonly name: string;
  readonly title?: string;
  readonly weight?: number;
}

export interface WorkflowOptions<In extends StandardSchemaV1, Out extends StandardSchemaV1> {
  /** Lower-case letters, digits, `-`, `_` and `.`; unique among the loaded workflows. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** A label for this version. The version id always contains the hash of the code. */
  readonly version?: string;
  /** Any Standard Schema. The function gets what the schema made of the input. */
  readonly input?: In;
  readonly output?: Out;
  readonly stages?: readonly (string | StageOptions)[];
  /** The retry policy of steps that have none of their own. */
  readonly retry?: Partial<RetryPolicy>;
  /** How many runs may run at once: all of them, or those of one concurrency key. */
  readonly concurrency?: number | { readonly limit?: number; readonly perKey?: number };
  /** From first start to end, waits included. */
  readonly timeout?: DurationInput;
  /** A run that has not started within this time fails. */
  readonly ttl?: DurationInput;
  /** The input that a start without any is given. */
  readonly sample?: Json | (() => Json | Promise<Json>);
  /** What a run with this input costs in credits: asked before a start, for previews and for quotes. */
  readonly estimate?: (input: StandardSchemaV1.InferOutput<In>) => EstimateOptions | Promise<EstimateOptions>;
  /** Inputs whose right outputs are known; a run that is started with one is scored when it completes. */
  readonly examples?: readonly ExampleOptions[];
  readonly evaluation?: EvaluationOptions;
  /** How this workflow shows itself through a dialect, by the dialect's name; `docs/dialects/` says what each one takes. */
  readonly dialects?: { readonly [dialect: string]: JsonObject };
}

/** Whole credits. */
export interface EstimateOptions {
  readonly min: number;
  readonly expected: number;
  readonly max: number;
  readonly breakdown?: readonly (Omit<EstimatePart, 'kind'> & { readonly kind?: string })[];
}

export interface ExampleOptions extends Pick<Example, 'name' | 'input' | 'expected'> {
  /** The name, unless given. */
  readonly id?: string;
  readonly metadata?: Json;
}

export interface EvaluationOptions {
  readonly evaluators: readonly (Partial<ExactDiffEvaluator> & Pick<ExactDiffEvaluator, 'type'>)[];
  /** 0.7 unless given. */
  readonly passThreshold?: number;
}

export interface Workflow<In extends StandardSchemaV1 = StandardSchemaV1, Out extends StandardSchemaV1 = StandardSchemaV1> {
  readonly kind: 'millrace.workflow';
  readonly options: WorkflowOptions<In, Out>;
  run(run: RunContext, input: unknown): Promise<unknown>;
}

/**
 * Defines a workflow: `export default defineWorkflow({ name, … }, async (run, input) => …)`.
 * Types flow from the schemas to the function; without a schema the input is `unknown` and the output anything that is JSON.
 */
export function defineWorkflow<
  In extends StandardSchemaV1 = StandardSchemaV1<unknown, unknown>,
  Out extends StandardSchemaV1 = StandardSchemaV1<unknown, unknown>,
>(
  options: WorkflowOptions<In, Out>,
  run: (run: RunContext, input: StandardSchemaV1.InferOutput<In>) => Promise<StandardSchemaV1.InferInput<Out>>,
): Workflow<In, Out> {
  return { kind: 'millrace.workflow', options, run };
}
