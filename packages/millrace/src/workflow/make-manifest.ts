import type { StandardSchemaV1 } from '@standard-schema/spec';
import { parseDuration } from '../domain/duration.ts';
import { checkEvaluation, checkExamples } from '../domain/evaluation-plan.ts';
import type { Example } from '../domain/example.ts';
import type { Json } from '../domain/json.ts';
import type { Manifest } from '../domain/manifest.ts';
import { checkWorkflowName } from '../domain/names.ts';
import type { Result } from '../domain/result.ts';
import { checkRetryPolicy, resolveRetryPolicy } from '../domain/retry-policy.ts';
import { checkStages } from '../domain/stage.ts';
import type { DurationInput } from '../engine/run-context.ts';
import type { StageOptions, Workflow } from './define-workflow.ts';
import { jsonSchemaOf } from './json-schema.ts';

/** What a workflow declares, checked: throws a TypeError that names the workflow and what is wrong with it. */
export function makeManifest(workflow: Workflow): Manifest {
  const { options } = workflow;
  const { name, input, output, stages = [], retry, timeout, ttl, sample } = options;
  must(name, checkWorkflowName(name));
  const examples = must(name, checkExamples(examplesOf(workflow)));
  const policy = retry === undefined ? null : must(name, checkRetryPolicy(resolveRetryPolicy(retry)));
  return {
    stages: must(name, checkStages(stages.map(stageDeclaration))),
    retry: policy,
    concurrency: concurrencyOf(options.concurrency),
    timeoutMs: durationOf(name, timeout),
    ttlMs: durationOf(name, ttl),
    hasInputSchema: input !== undefined,
    inputSchema: schemaOf(input, 'input'),
    outputSchema: schemaOf(output, 'output'),
    hasSample: sample !== undefined,
    hasEstimate: options.estimate !== undefined,
    examples: examples.map(({ id, name: title, metadata }) => ({ id, name: title, metadata })),
    evaluation: must(name, checkEvaluation(options.evaluation, examples)),
    dialects: options.dialects ?? {},
  };
}

/** The examples of a workflow as they were declared, complete. */
export function examplesOf({ options }: Workflow): readonly Example[] {
  return (options.examples ?? []).map(({ id, name, input, expected, metadata = null }) => ({
    id: id ?? name,
    name,
    input,
    expected,
    metadata,
  }));
}

function stageDeclaration(stage: string | StageOptions): { name: string; title: string; weight: number } {
  if (typeof stage === 'string') return { name: stage, title: stage, weight: 1 };
  return { name: stage.name, title: stage.title ?? stage.name, weight: stage.weight ?? 1 };
}

function concurrencyOf(declared: Workflow['options']['concurrency']): Manifest['concurrency'] {
  if (declared === undefined) return { limit: null, perKey: null };
  if (typeof declared === 'number') return { limit: declared, perKey: null };
  return { limit: declared.limit ?? null, perKey: declared.perKey ?? null };
}

function durationOf(name: string, value: DurationInput | undefined): number | null {
  return value === undefined ? null : must(name, parseDuration(value));
}

function schemaOf(schema: StandardSchemaV1 | undefined, side: 'input' | 'output'): Json {
  return schema === undefined ? null : jsonSchemaOf(schema, side);
}

function must<T>(name: string, result: Result<T>): T {
  if (result.ok) return result.value;
  throw new TypeError(`The workflow ${JSON.stringify(name)} cannot be loaded: ${result.problem}`);
}
