import type { Life } from './live.ts';
import { isDeciding } from './world-people.ts';

const TRUTH_HEADINGS = ['person', 'fate', 'rows_before', 'rows_after', 'company_before', 'company_after', 'decides_after'] as const;

/** What really happened, a line for each person: `rows_…` are the numbers of their rows, `decides_after` says 1 from heads of department upwards. */
export function writeTruth(
  lives: readonly Life[],
  rowsBefore: ReadonlyMap<number, readonly number[]>,
  rowsAfter: ReadonlyMap<number, readonly number[]>,
): string {
  const lines = lives.map((life) =>
    [
      life.key,
      life.fate,
      (rowsBefore.get(life.key) ?? []).join(' '),
      (rowsAfter.get(life.key) ?? []).join(' '),
      life.before?.job?.company.key ?? '',
      companyAfter(life),
      isDeciding(life.after?.job ?? null) ? 1 : 0,
    ].join(','),
  );
  return `${[TRUTH_HEADINGS.join(','), ...lines].join('\n')}\n`;
}

/** Somebody who is lost from the later file is still where they were. */
function companyAfter({ before, after, fate }: Life): string {
  return after?.job?.company.key ?? (fate === 'stayed' ? (before?.job?.company.key ?? '') : '');
}
