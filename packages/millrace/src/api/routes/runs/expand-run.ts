import { RUN_EXPANSIONS, type Run as WireRun, type RunExpansion } from '@millrace/protocol';
import { z } from 'zod';
import type { Run } from '../../../domain/run.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { presentArtifact } from '../artifacts/present.ts';
import { stepsOfRun } from '../../steps-of-run.ts';
import { presentStep } from '../steps/present.ts';
import { presentWorkflow } from '../workflows/present.ts';
import { presentUsage } from './present-cost.ts';
import { presentRun } from './present.ts';
import { runText } from './run-text.ts';
import { usageOfRun } from '../../usage-of-run.ts';

const isExpansion = (name: string): name is RunExpansion => RUN_EXPANSIONS.some((known) => known === name);

/** `expand=input,steps`: what a run is to be answered with beyond itself. */
export const ExpandQuery = z
  .string()
  .optional()
  .transform((list, check) => {
    const names = list === undefined || list === '' ? [] : list.split(',');
    const known = names.filter(isExpansion);
    if (known.length < names.length) check.addIssue({ code: 'custom', message: `must be a list of ${RUN_EXPANSIONS.join(', ')}` });
    return new Set(known);
  })
  .meta({ override: { type: 'string' }, description: `Comma-separated: ${RUN_EXPANSIONS.join(', ')}.` });

/** The JSON of a run with its output and what else was asked for. */
export function expandedRunText(deps: ApiDeps, run: Run, expand: ReadonlySet<RunExpansion>): string {
  const { store } = deps.context;
  const output = run.status === 'completed' ? store.runs.output(run.workspaceId, run.id) : null;
  const texts = expand.has('input') ? { output, input: store.runs.input(run.workspaceId, run.id) } : { output };
  return runText({ ...presentRun(run, deps.sampleRanks.of(run.workspaceId, run.id)), ...expansions(deps, run, expand) }, texts);
}

function expansions(deps: ApiDeps, run: Run, expand: ReadonlySet<RunExpansion>): Partial<WireRun> {
  const { store } = deps.context;
  return {
    ...(expand.has('steps') ? { steps: stepsOfRun(deps, run).map(presentStep) } : {}),
    ...(expand.has('usage') ? { usage: usageOfRun(deps, run).map(presentUsage) } : {}),
    ...(expand.has('artifacts')
      ? { artifacts: store.artifacts.list(run.workspaceId, run.id).map((artifact) => presentArtifact(deps, run, artifact)) }
      : {}),
    ...(expand.has('lineage') ? { lineage: fullLineage(deps, run) } : {}),
    ...(expand.has('definition') ? { definition: definitionOf(deps, run) } : {}),
  };
}

function fullLineage({ context, sampleRanks }: ApiDeps, run: Run): WireRun['lineage'] {
  const children = context.store.runs.children(run.workspaceId, run.id);
  return {
    ...presentRun(run, sampleRanks.of(run.workspaceId, run.id)).lineage,
    next_run_id: context.store.runs.next(run.workspaceId, run.id)?.id ?? null,
    children: children.map(({ id, workflow, status }) => ({ id, workflow, status })),
  };
}

function definitionOf({ context }: ApiDeps, run: Run): WireRun['definition'] {
  const workflow = context.store.workflows.get(run.workspaceId, run.workflow, run.version);
  return workflow === null ? null : presentWorkflow(workflow);
}
