import { isTerminal, RUN_STATUSES, RUN_TRANSITIONS } from '../../packages/millrace/src/domain/run-status.ts';
import { STATUS_REASONS } from '../../packages/millrace/src/domain/status-reason.ts';
import { code, markdownTable } from './markdown-table.ts';

export function renderRunStates(): string {
  const moves = RUN_STATUSES.flatMap((from) => RUN_TRANSITIONS[from].map((to) => `    ${from} --> ${to}`));
  const ends = RUN_STATUSES.filter(isTerminal).map((status) => `    ${status} --> [*]`);
  return ['```mermaid', 'stateDiagram-v2', '    [*] --> queued', ...moves, ...ends, '```'].join('\n');
}

export function renderStatusReasons(): string {
  const rows = Object.entries(STATUS_REASONS).map(([reason, { statuses, meaning, retryable, fix }]) => [
    code(reason),
    statuses.map(code).join(', '),
    meaning,
    retryable ? 'yes' : 'no',
    fix,
  ]);
  return markdownTable(['Reason', 'Status', 'Meaning', 'Worth another try', 'What to do'], rows);
}
