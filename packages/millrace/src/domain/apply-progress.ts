import { addCost } from './cost.ts';
import { addCredits } from './credits-used.ts';
import type { InputChange } from './apply-input.ts';
import type { StatusChange } from './apply-status.ts';
import type { VerdictChange } from './apply-verdict.ts';
import type { RunChange, RunChangeOf } from './change.ts';
import { addOutcomes } from './items.ts';
import { reportProgress, stageProgress } from './progress.ts';
import type { Run } from './run.ts';
import { changeStage } from './stage.ts';

type ProgressChange = Exclude<RunChange, StatusChange | InputChange | VerdictChange | RunChangeOf<'run.queued' | 'data.deleted'>>;

/** What the owner of a running run adds to its history. None of it changes the status. */
export function applyProgress(run: Run, change: ProgressChange, at: number): Run {
  switch (change.type) {
    case 'step.completed':
      return { ...run, crashes: 0, steps: { ...run.steps, completed: run.steps.completed + 1, attempts: run.steps.attempts + 1 } };
    case 'step.attempt-failed':
      return { ...run, crashes: 0, steps: failedAttempt(run.steps, change.retryAt === null) };
    case 'items.recorded':
      return recordItems(run, change);
    case 'stage.changed':
      return enterStage(run, change, at);
    case 'progress.reported':
      return { ...run, progress: reportProgress(run.progress, { ...change, percent: change.percent ?? percentInStage(run, change) }) };
    case 'usage.recorded':
      return { ...run, costs: addCost(run.costs, change.entry), creditsUsed: addCredits(run.creditsUsed, change.entry.credits) };
    case 'artifact.recorded':
      return { ...run, artifacts: run.artifacts + 1 };
    case 'evaluation.recorded':
      return { ...run, evaluation: { score: change.score, passed: change.passed } };
    case 'review.requested':
      return { ...run, reviews: run.reviews + 1 };
    case 'child.started':
      return { ...run, children: run.children + 1 };
    case 'wait.completed':
      return { ...run, crashes: 0 };
    default:
      return run;
  }
}

function failedAttempt(steps: Run['steps'], final: boolean): Run['steps'] {
  return { completed: steps.completed, failed: steps.failed + (final ? 1 : 0), attempts: steps.attempts + 1 };
}

function recordItems(run: Run, change: RunChangeOf<'items.recorded'>): Run {
  const counted = change.report ? addOutcomes(run.items, { input: change.first ? change.total : 0, ...change.outcomes }) : run.items;
  return { ...run, crashes: 0, items: counted };
}

/** While a stage runs, what is counted is a share of that stage and not of the whole run. */
function percentInStage(run: Run, { unitsDone, unitsTotal }: RunChangeOf<'progress.reported'>): number | null {
  if (!run.stages.some(({ status }) => status === 'running')) return null;
  const share = unitsDone === null || unitsTotal === null || unitsTotal === 0 ? 0 : unitsDone / unitsTotal;
  return stageProgress(run.stages, share);
}

function enterStage(run: Run, change: RunChangeOf<'stage.changed'>, at: number): Run {
  const stages = changeStage(run.stages, change.name, change.status, at);
  const percent = stageProgress(stages, 0);
  return { ...run, stages, progress: reportProgress(run.progress, { percent, message: null, unitsDone: null, unitsTotal: null }) };
}
