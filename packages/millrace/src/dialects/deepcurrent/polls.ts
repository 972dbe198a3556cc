import type { Poll } from '../dialect.ts';
import { outputOf, pipelineOfRun, requireActivePlan } from './pipelines.ts';
import { presentGrowthRun } from './present.ts';

/** A plan that has ended shows at the latest after that time. */
const ASK_AGAIN_MS = 1000;

export const POLLS: readonly Poll[] = [
  {
    path: '/api/v1/growth/runs/{run_id}',
    policy: 'runs:read',
    encode: ({ deps, run, now }) => {
      const pipeline = pipelineOfRun(deps, run);
      if (pipeline === null) return null;
      requireActivePlan(deps, run.workspaceId);
      const body = presentGrowthRun(run, pipeline.declaration, outputOf(deps, run));
      return { text: JSON.stringify(body), staleAt: now + ASK_AGAIN_MS };
    },
  },
];
