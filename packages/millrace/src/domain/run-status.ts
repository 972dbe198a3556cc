/**
 * The seven statuses of a run and every legal move between them.
 * This table is the only place that decides whether a status may change.
 */
export const RUN_STATUSES = ['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const TERMINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const;
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];

/**
 * Legal moves. `running → queued` is recovery (the owner is gone); `waiting → running` is a wake-up, `waiting → queued`
 * a person letting it go on; `paused → queued | waiting` is a resume to what the run was doing before.
 */
export const RUN_TRANSITIONS: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  queued: ['running', 'paused', 'failed', 'cancelled'],
  running: ['queued', 'waiting', 'paused', 'completed', 'failed', 'cancelled'],
  waiting: ['queued', 'running', 'paused', 'failed', 'cancelled'],
  paused: ['queued', 'waiting', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

export function isRunStatus(text: string): text is RunStatus {
  return Object.hasOwn(RUN_TRANSITIONS, text);
}

export function isTerminal(status: RunStatus): status is TerminalStatus {
  return RUN_TRANSITIONS[status].length === 0;
}

export function canMove(from: RunStatus, to: RunStatus): boolean {
  return RUN_TRANSITIONS[from].includes(to);
}
