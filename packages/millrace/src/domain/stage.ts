import { LIMITS } from './limits.ts';
import { quoted } from './quoted.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';
import type { TerminalStatus } from './run-status.ts';

/** A declared group of steps. Its weight is its share of the whole run's progress. */
export interface StageDeclaration {
  readonly name: string;
  readonly title: string;
  readonly weight: number;
}

export type StageStatus = 'pending' | 'running' | 'completed' | 'failed' | 'skipped' | 'cancelled';

export interface StageState extends StageDeclaration {
  readonly status: StageStatus;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** Whether a workflow may declare these stages: names of their own, finite weights from 0 on, at most `LIMITS.stagesPerRun`. */
export function checkStages(declarations: readonly StageDeclaration[]): Result<readonly StageDeclaration[]> {
  if (declarations.length > LIMITS.stagesPerRun) {
    return bad(`${declarations.length} stages are declared; at most ${LIMITS.stagesPerRun} are allowed.`);
  }
  const names = new Set<string>();
  for (const { name, weight } of declarations) {
    if (name.length === 0 || name.length > LIMITS.nameLength) {
      return bad(`The stage name ${quoted(name)} must have 1 to ${LIMITS.nameLength} characters.`);
    }
    if (names.has(name)) return bad(`The stage ${quoted(name)} is declared twice.`);
    if (!Number.isFinite(weight) || weight < 0) return bad(`The weight of stage ${quoted(name)} is ${weight}; use a number from 0 on.`);
    names.add(name);
  }
  return good(declarations);
}

/** The stages of a run that has not started. */
export function declareStages(declarations: readonly StageDeclaration[]): readonly StageState[] {
  return declarations.map(pendingStage);
}

function pendingStage({ name, title, weight }: StageDeclaration): StageState {
  return { name, title, weight, status: 'pending', startedAt: null, finishedAt: null };
}

/**
 * The stages after one of them changed. A stage that was not declared is added at the end with weight 0, as long as
 * there are fewer than `LIMITS.stagesPerRun`. A stage that ended changes only by being entered again: it runs once more
 * and keeps the time of its first start. Nothing goes back to pending.
 */
export function changeStage(stages: readonly StageState[], name: string, status: StageStatus, at: number): readonly StageState[] {
  if (stages.some((stage) => stage.name === name)) {
    return stages.map((stage) => (stage.name === name ? moveStage(stage, status, at) : stage));
  }
  if (stages.length >= LIMITS.stagesPerRun) return stages;
  return [...stages, moveStage(pendingStage({ name, title: name, weight: 0 }), status, at)];
}

function moveStage(stage: StageState, status: StageStatus, at: number): StageState {
  if (status === 'pending' || status === stage.status) return stage;
  if (status === 'running') return { ...stage, status, startedAt: stage.startedAt ?? at, finishedAt: null };
  if (stage.status !== 'pending' && stage.status !== 'running') return stage;
  const neverBegan = status === 'skipped' || status === 'cancelled';
  return { ...stage, status, startedAt: neverBegan ? stage.startedAt : (stage.startedAt ?? at), finishedAt: at };
}

/** The stages of a run that ended: what ran ended as the run did; what never began was skipped, or cancelled with the run. */
export function closeStages(stages: readonly StageState[], ended: TerminalStatus, at: number): readonly StageState[] {
  return stages.map((stage) => {
    if (stage.status === 'running') return { ...stage, status: ended, finishedAt: at };
    if (stage.status === 'pending') return { ...stage, status: ended === 'cancelled' ? ended : 'skipped' };
    return stage;
  });
}
