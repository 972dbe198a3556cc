import type { Evaluation } from '../../domain/evaluation.ts';
import { decodeJson } from '../../domain/json-text.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Step } from '../../domain/step.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { StoredArtifact } from '../../store/store.ts';
import type { Automation } from './automations.ts';
import { expectedName, presentArtifact } from './present-file.ts';
import { presentReview } from './present-review.ts';
import { presentComparison } from './present-score.ts';
import { presentStep } from './present-steps.ts';
import { presentExecution, type RunFacts } from './present.ts';

export interface ExecutionFacts {
  readonly steps: readonly Step[];
  readonly verdict: Verdict | null;
  readonly evaluation: Evaluation | null;
  /** What the example of the run expects; undefined without one. */
  readonly expected: Json | undefined;
  readonly artifacts: readonly StoredArtifact[];
}

/** `expand=execution`: runs of workflows tell their steps and definition, runs of agents their files and comparison. */
export function presentFullExecution(facts: RunFacts, details: ExecutionFacts): JsonObject {
  const { run, automation } = facts;
  const { verdict, evaluation } = details;
  return {
    ...presentExecution(facts),
    review: verdict === null ? null : presentReview(run, verdict),
    ...(automation.type === 'workflow'
      ? { steps: details.steps.map(presentStep), definitionSnapshot: presentDefinition(automation) }
      : { files: { output: outputFiles(details, automation) } }),
    ...presentExpected(details),
    ...(automation.type === 'agent' && evaluation !== null ? { comparison: presentComparison(evaluation) } : {}),
  };
}

function outputFiles({ artifacts }: ExecutionFacts, { workflow }: Automation): readonly JsonObject[] {
  return artifacts
    .filter(({ role }) => role === 'output')
    .map((file) => ({ name: presentArtifact(file, workflow.declaration.roles)['name'] ?? file.path }));
}

/** What a person corrected counts before what the example expects. */
function presentExpected({ verdict, expected, artifacts }: ExecutionFacts): JsonObject {
  const files = artifacts.filter(({ role }) => role === 'expected').map((file) => ({ name: expectedName(file) }));
  const corrected = verdict?.correctedOutput ?? null;
  const output = corrected === null ? expected : decodeJson(corrected);
  if (output === undefined && files.length === 0) return {};
  return { expected: { ...(output === undefined ? {} : { output }), files } };
}

/** The version that the run was started with, as far as it declares itself. */
function presentDefinition({ workflow, slug }: Automation): JsonObject {
  const { stored, manifest } = workflow;
  return {
    name: slug,
    title: stored.title,
    description: stored.description,
    version: stored.version,
    stages: manifest.stages.map(({ name, title, weight }) => ({ name, title, weight })),
    inputSchema: manifest.inputSchema,
    outputSchema: manifest.outputSchema,
  };
}
