import type { EvaluationPlan } from '../../domain/example.ts';
import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import type { Automation } from './automations.ts';
import { showId } from './ids.ts';
import { iso } from './times.ts';

export interface ExampleFacts {
  readonly id: string;
  readonly name: string;
  readonly metadata: Json;
  readonly input: Json;
  readonly expected: Json;
  readonly latestRunId: string | null;
}

/** An example lies in the code of its workflow: its times are those of the version, and nobody annotates or orders it. */
export function presentExample({ id: automationId, type, workflow }: Automation, example: ExampleFacts): JsonObject {
  const { id, name, metadata, input, expected, latestRunId } = example;
  return {
    id,
    name,
    automationId,
    automationType: type,
    input: isJsonObject(input) ? input : null,
    expected,
    expectedFiles: [],
    metadata: isJsonObject(metadata) ? metadata : null,
    annotation: null,
    rowOrder: null,
    overrides: null,
    latestRunId: latestRunId === null ? null : showId('exec', latestRunId),
    createdAt: iso(workflow.stored.registeredAt),
    updatedAt: null,
  };
}

/** How runs of examples are scored. Every JSON document is a YAML document. */
export function presentEvaluators({ id, type }: Automation, plan: EvaluationPlan): JsonObject {
  const evaluators = plan.evaluators.map((evaluator): JsonObject => ({ ...evaluator, paths: [...evaluator.paths] }));
  const config = { evaluators, passThreshold: plan.passThreshold };
  return { automationId: id, automationType: type, yaml: `${JSON.stringify(config, null, 2)}\n`, config };
}
