import { CRASH_POINTS } from '../../packages/millrace/src/journal/crash-point.ts';
import { code, markdownTable } from './markdown-table.ts';

/** The named places at which the crash test ends the process. */
export function renderCrashPoints(): string {
  return markdownTable(
    ['Point', 'The server is killed when'],
    Object.entries(CRASH_POINTS).map(([point, when]) => [code(point), when]),
  );
}
