import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import type { Run, Trigger } from '../../domain/run.ts';
import type { StoredArtifact } from '../../store/store.ts';
import { fillTemplate } from '../template.ts';
import type { Automation } from './automations.ts';
import { showId } from './ids.ts';
import { presentArtifact } from './present-file.ts';
import { previousRunOf } from './lineage.ts';
import { presentStatus, type ExecutionStatus } from './statuses.ts';
import { iso, optionalIso } from './times.ts';

/** A run with what its own fields do not say. */
export interface RunFacts {
  readonly run: Run;
  readonly automation: Automation;
  readonly versionId: string;
  readonly sampleRank: number;
  readonly by: { readonly id: string; readonly name: string | null } | null;
  /** Runs before it in its chain. */
  readonly retryNumber: number;
  readonly next: { readonly id: string; readonly status: ExecutionStatus } | null;
  /** The newest version of its workflow. */
  readonly current: { readonly version: string; readonly isLoaded: boolean };
}

/** What a terminal run is shown with. */
export interface RunResults {
  /** Undefined when there is none, or it was deleted. */
  readonly output: Json | undefined;
  readonly artifacts: readonly StoredArtifact[];
}

/** The fields that change only with the run. Output and files are there as soon as it has ended, and empty unless it completed. */
export function presentSteady(facts: RunFacts, results: RunResults): JsonObject {
  const { run } = facts;
  const finished = 'finishedAt' in run;
  const completed = run.status === 'completed';
  const files = completed ? results.artifacts.filter(({ role }) => role !== 'expected') : [];
  return {
    id: showId('exec', run.id),
    type: facts.automation.type,
    finished,
    sampleRank: facts.sampleRank,
    timing: presentTiming(run),
    trigger: presentTrigger(facts),
    ...presentEval(run),
    ...(finished
      ? {
          output: completed && results.output !== undefined ? presentOutput(facts, results.output) : null,
          files: files.map((file) => presentArtifact(file, facts.automation.workflow.declaration.roles)),
        }
      : {}),
    error: presentFailure(run),
  };
}

/** One row of the list. */
export function presentListItem(facts: RunFacts): JsonObject {
  const { run } = facts;
  return {
    id: showId('exec', run.id),
    type: facts.automation.type,
    finished: 'finishedAt' in run,
    sampleRank: facts.sampleRank,
    timing: presentTiming(run),
    source: presentSource(facts),
    trigger: presentTrigger(facts),
    ...presentEval(run),
    error: presentFailure(run),
    execution: presentExecution(facts),
  };
}

function presentTiming(run: Run): { readonly [name: string]: string | number | null } {
  const completedAt = 'finishedAt' in run ? run.finishedAt : null;
  return {
    createdAt: iso(run.createdAt),
    startedAt: optionalIso(run.startedAt),
    completedAt: optionalIso(completedAt),
    durationMs: completedAt === null || run.startedAt === null ? null : completedAt - run.startedAt,
    cancelRequestedAt: optionalIso(run.cancelRequestedAt),
  };
}

/** Version ids are of workflows; slug, model and git of agents. There is no git behind ours. */
export function presentSource({ run, automation, versionId }: RunFacts): JsonObject {
  const { id, type, slug, workflow } = automation;
  const isAgent = type === 'agent';
  return {
    id,
    name: workflow.stored.title,
    version: run.version,
    versionId: isAgent ? null : versionId,
    slug: isAgent ? slug : null,
    model: isAgent ? presentModel(automation, run, undefined) : null,
    git: isAgent ? { requestedRef: null, resolvedRef: null, resolvedTag: null, commitSha: null } : null,
  };
}

/** The source in the detail of a run, which also tells what has become of the automation. */
export function presentSourceDetail(facts: RunFacts, output: Json | undefined): JsonObject {
  const { automation, run, current } = facts;
  return {
    ...presentSource(facts),
    ...(automation.type === 'agent' ? { model: presentModel(automation, run, output) } : {}),
    implementationAvailable: current.isLoaded,
    automationFound: true,
    currentVersion: current.version,
  };
}

function presentModel({ workflow }: Automation, run: Run, output: Json | undefined): string | null {
  const { model } = workflow.declaration;
  const named = model === undefined ? undefined : fillTemplate(model, { output: output ?? null, metadata: run.metadata });
  return typeof named === 'string' ? named : null;
}

/** The vendor's words where it has one for what started a run, otherwise ours. */
export const TRIGGER_WORDS: { readonly [T in Trigger['type']]: string } = {
  api: 'api',
  cli: 'cli',
  dashboard: 'manual',
  schedule: 'cron',
  webhook: 'webhook',
  retry: 'retry',
  rerun: 'rerun',
  run: 'workflow',
  batch: 'batch',
  mcp: 'mcp',
};

/** A key has no e-mail address, and the vendor's type has no null for it. */
function presentTrigger({ run, by }: RunFacts): JsonObject {
  return {
    type: TRIGGER_WORDS[run.trigger.type],
    by: by === null ? null : { id: by.id, name: by.name, email: '' },
    email: null,
  };
}

function presentEval({ example, evaluation }: Run): JsonObject {
  if (example === null) return {};
  return {
    eval: {
      example: example.name,
      exampleId: example.id,
      score: evaluation?.score ?? null,
      passed: evaluation?.passed ?? null,
    },
  };
}

/** The vendor's outputs are objects: any other value is the member `value` of one. */
function presentOutput({ automation, run }: Pick<RunFacts, 'automation' | 'run'>, output: Json): Json {
  const { declaration } = automation.workflow;
  const shown = declaration.output === undefined ? output : (fillTemplate(declaration.output, { output, metadata: run.metadata }) ?? null);
  return isJsonObject(shown) ? shown : { value: shown };
}

function presentFailure(run: Run): string | null {
  if (run.status === 'failed') return run.error.message;
  return run.status === 'cancelled' ? 'The run was cancelled.' : null;
}

/** The part of the execution that is always there. */
export function presentExecution({ run, automation, retryNumber, next }: RunFacts): JsonObject {
  const previous = previousRunOf(run);
  return {
    status: presentStatus(run),
    schemaValid: presentSchemaValid(run, automation),
    // The vendor's batches are experiments, which are not served.
    batchId: null,
    retry: {
      number: retryNumber,
      previousRunId: previous === null ? null : showId('exec', previous),
      nextRun: next === null ? null : { id: next.id, status: next.status },
    },
    review:
      run.verdict === null
        ? null
        : {
            verdict: run.verdict.verdict,
            status: run.verdict.status,
            hasNote: run.verdict.hasNote,
            correctionCount: run.verdict.corrections,
          },
  };
}

/** Known of what completed with a schema, or failed because of it. */
function presentSchemaValid(run: Run, { workflow }: Automation): boolean | null {
  if (run.status === 'completed') return workflow.manifest.outputSchema === null ? null : true;
  return run.status === 'failed' && run.reason === 'invalid_output' ? false : null;
}
