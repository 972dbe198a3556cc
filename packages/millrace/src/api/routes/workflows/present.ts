import type { Workflow } from '@millrace/protocol';
import type { EvaluationPlan } from '../../../domain/example.ts';
import { parseManifest } from '../../../domain/manifest.ts';
import type { StoredWorkflow } from '../../../store/store.ts';
import { timestamp } from '../../timestamp.ts';

export function presentWorkflow(workflow: StoredWorkflow): Workflow {
  const manifest = parseManifest(workflow.manifest);
  const self = `/v1/workflows/${workflow.name}`;
  return {
    name: workflow.name,
    version: workflow.version,
    title: workflow.title,
    description: workflow.description,
    stages: manifest.stages.map(({ name, title, weight }) => ({ name, title, weight })),
    input_schema: manifest.inputSchema,
    output_schema: manifest.outputSchema,
    has_sample: manifest.hasSample,
    examples: manifest.examples.map(({ id, name, metadata }) => ({ id, name, metadata })),
    evaluation: presentPlan(manifest.evaluation),
    registered_at: timestamp(workflow.registeredAt),
    links: { self, versions: `${self}/versions`, runs: `/v1/runs?workflow=${workflow.name}`, start: `${self}/runs` },
  };
}

function presentPlan(plan: EvaluationPlan | null): Workflow['evaluation'] {
  if (plan === null) return null;
  const evaluators = plan.evaluators.map((evaluator) => ({
    name: evaluator.name,
    type: evaluator.type,
    weight: evaluator.weight,
    pass_threshold: evaluator.passThreshold,
    numeric_tolerance: evaluator.numericTolerance,
    allow_extra_fields: evaluator.allowExtraFields,
    paths: [...evaluator.paths],
  }));
  return { pass_threshold: plan.passThreshold, evaluators };
}
