import type { Run } from '../../domain/run.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import type { StepStatus } from '../../domain/step.ts';

export const RUN_WORDS = ['pending', 'running', 'completed', 'failed', 'cancelled', 'paused'] as const;
export type RunWord = (typeof RUN_WORDS)[number];

/** A run that waits is running, and so is one that has started and is in the queue again. */
export function runWord({ status, startedAt }: Pick<Run, 'status' | 'startedAt'>): RunWord {
  if (status === 'queued') return startedAt === null ? 'pending' : 'running';
  return status === 'waiting' ? 'running' : status;
}

/** Our statuses behind some of the words. A queued run can be behind two of them: its word has to be asked for. */
export function statusesBehind(words: readonly RunWord[]): readonly RunStatus[] {
  const behind = { pending: ['queued'], running: ['queued', 'running', 'waiting'] } as const;
  return [...new Set(words.flatMap((word): readonly RunStatus[] => (word === 'pending' || word === 'running' ? behind[word] : [word])))];
}

export type StepWord = 'pending' | 'running' | 'completed' | 'failed' | 'skipped' | 'cancelled';

export function stepWord(status: StepStatus): StepWord {
  return status === 'waiting' ? 'running' : status;
}

/** Whether a value is there, and why not. */
export type Availability = 'available' | 'not_ready' | 'unsupported' | 'unavailable';
