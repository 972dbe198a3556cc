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
import { runFacts, volatileFacts } from './run-facts.ts';
import type { Expansion } from './translate-expand.ts';

/** The JSON of a run in two parts: what changes only with the run, and what has to be looked at for each answer. */
export interface EncodedRun {
  readonly beginning: string;
  readonly ending: () => string;
}

/** Null when the dialect does not show the run. */
export function encodeRun(deps: ApiDeps, run: Run, expand: ReadonlySet<Expansion>): EncodedRun | null {
  const facts = runFacts(deps, run);
  if (facts === null) return null;
  const output = run.status === 'completed' ? outputOf(deps, run) : undefined;
  const artifacts = run.status === 'completed' ? deps.context.store.artifacts.list(run.workspaceId, run.id) : [];
  const steady = { ...presentSteady(facts, { output, artifacts }), ...expansions(deps, run, expand) };
  const full = expand.has('execution') ? executionDetails(deps, run) : null;
  const remembered = new Map<string, string>();
  return {
    beginning: JSON.stringify(steady).slice(0, -1),
    ending: () => {
      const fresh: RunFacts = { ...facts, ...volatileFacts(deps, run, facts.automation) };
      const { next, current } = fresh;
      const key = [next?.id, next?.status, current.version, current.isLoaded].join(' ');
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const source = presentSourceDetail(fresh, output);
      const execution = full === null ? presentExecution(fresh) : presentFullExecution(fresh, full);
      const text = `,"source":${JSON.stringify(source)},"execution":${JSON.stringify(execution)}}`;
      remembered.clear();
      remembered.set(key, text);
      return text;
    },
  };
}

/** The whole text, for answers that are made once. */
export function runText(deps: ApiDeps, run: Run, expand: ReadonlySet<Expansion> = new Set()): string | null {
  const encoded = encodeRun(deps, run, expand);
  return encoded === null ? null : encoded.beginning + encoded.ending();
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
