import type { ApiDeps } from '../../api/api-deps.ts';
import { everyEvent } from '../../api/every-event.ts';
import { stepsOfRun } from '../../api/steps-of-run.ts';
import { usageOfRun } from '../../api/usage-of-run.ts';
import { decodeJson } from '../../domain/json-text.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import { presentDebug } from './present-debug.ts';
import { presentFullExecution } from './present-execution.ts';
import { presentInput } from './present-input.ts';
import { presentExecution, presentSourceDetail, presentSteady, type RunFacts } from './present.ts';
import { presentUsage } from './present-usage.ts';
import { runFacts } from './run-facts.ts';
import type { Expansion } from './translate-expand.ts';

/** The JSON of a run with what it was made from; null when the dialect does not show the run. */
export function encodeRun(
  deps: ApiDeps,
  run: Run,
  expand: ReadonlySet<Expansion>,
): { readonly text: string; readonly facts: RunFacts } | null {
  const facts = runFacts(deps, run);
  if (facts === null) return null;
  const output = run.status === 'completed' ? outputOf(deps, run) : undefined;
  const artifacts = run.status === 'completed' ? deps.context.store.artifacts.list(run.workspaceId, run.id) : [];
  const body = {
    ...presentSteady(facts, { output, artifacts }),
    source: presentSourceDetail(facts, output),
    execution: expand.has('execution') ? presentFullExecution(facts, executionDetails(deps, run)) : presentExecution(facts),
    ...expansions(deps, run, expand),
  };
  return { text: JSON.stringify(body), facts };
}

/** The text alone, for answers that are made once. */
export function runText(deps: ApiDeps, run: Run, expand: ReadonlySet<Expansion> = new Set()): string | null {
  return encodeRun(deps, run, expand)?.text ?? null;
}

function expansions(deps: ApiDeps, run: Run, expand: ReadonlySet<Expansion>): JsonObject {
  return {
    ...(expand.has('input')
      ? { input: presentInput(run, inputOf(deps, run), deps.context.store.artifacts.list(run.workspaceId, run.id)) }
      : {}),
    ...(expand.has('usage') ? { usage: presentUsage(run, usageOfRun(deps, run)) } : {}),
    ...(expand.has('debug') ? { debug: presentDebug(run) } : {}),
  };
}

function inputOf({ context }: ApiDeps, run: Run): Json {
  const text = context.store.runs.input(run.workspaceId, run.id);
  return text === null ? null : decodeJson(text);
}

function outputOf({ context }: ApiDeps, run: Run): Json | undefined {
  const text = context.store.runs.output(run.workspaceId, run.id);
  return text === null ? undefined : decodeJson(text);
}

function executionDetails(deps: ApiDeps, run: Run) {
  const { store } = deps.context;
  return {
    steps: stepsOfRun(deps, run),
    verdict: run.verdict === null ? null : store.verdicts.get(run.workspaceId, run.id),
    evaluation: run.evaluation === null ? null : store.evaluations.get(run.workspaceId, run.id),
    expected: run.example === null ? undefined : expectedOf(deps, run),
    artifacts: store.artifacts.list(run.workspaceId, run.id),
  };
}

/** What the example expects was fixed when the run was accepted. */
function expectedOf(deps: ApiDeps, run: Run): Json | undefined {
  for (const { type, seq } of everyEvent(deps, run)) {
    if (type !== 'evaluation.planned') continue;
    const payload = deps.context.store.events.payload(run.workspaceId, run.id, seq);
    return payload === null ? undefined : decodeJson(payload);
  }
  return undefined;
}
