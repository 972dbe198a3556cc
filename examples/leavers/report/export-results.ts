import { DECISION_MAKER_COLUMNS, decisionMakerRow } from './decision-maker-rows.ts';
import { LEAVER_COLUMNS, leaverRow } from './leaver-rows.ts';
import { rowOutcomes, summariseRows } from './account-for-rows.ts';
import type { Conclusions } from '../draw-conclusions.ts';
import type { LeaversOutput } from '../schemas.ts';
import type { RunContext } from 'millrace';
import type { Workbench } from '../workbench.ts';
import { writeCsv } from './write-csv.ts';

const ROWS_PER_CALL = 1000;
const CSV = { mediaType: 'text/csv; charset=utf-8' };

/** Writes the three tables as files and as record sets, and accounts for every row of both snapshots. */
export async function exportResults(
  run: RunContext,
  bench: Workbench,
  conclude: () => Promise<Conclusions>,
): Promise<Pick<LeaversOutput, 'files' | 'gap_report'>> {
  const leavers = await writeTable(run, 'leavers', LEAVER_COLUMNS, async () => {
    const { book } = await bench.prepared();
    return (await conclude()).leavers.map((leaver) => leaverRow(leaver, book));
  });
  const deciders = async (side: 'oldDecisionMakers' | 'newDecisionMakers') => {
    const { book } = await bench.prepared();
    return (await conclude())[side].map((decider) => decisionMakerRow(decider, book));
  };
  const oldDeciders = await writeTable(run, 'old_company_decision_makers', DECISION_MAKER_COLUMNS, () => deciders('oldDecisionMakers'));
  const newDeciders = await writeTable(run, 'new_company_decision_makers', DECISION_MAKER_COLUMNS, () => deciders('newDecisionMakers'));
  return {
    files: { leavers, old_company_decision_makers: oldDeciders, new_company_decision_makers: newDeciders },
    gap_report: await reportGaps(run, bench, conclude),
  };
}

async function writeTable<R extends object>(
  run: RunContext,
  name: string,
  columns: readonly (keyof R & string)[],
  rows: () => Promise<readonly R[]>,
): Promise<string> {
  const { artifact } = await run.artifact(`${name}.csv`, writeCsv(columns, rows), CSV);
  await appendRecords(run, name, await rows());
  return artifact;
}

async function appendRecords(run: RunContext, name: string, rows: readonly unknown[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_CALL) await run.records(name, rows.slice(from, from + ROWS_PER_CALL));
}

async function reportGaps(run: RunContext, bench: Workbench, conclude: () => Promise<Conclusions>): Promise<LeaversOutput['gap_report']> {
  const [before, after, { gapsBefore, gapsAfter }] = [await bench.before(), await bench.after(), await conclude()];
  await run.items('rows before', rowOutcomes(before, gapsBefore));
  await run.items('rows after', rowOutcomes(after, gapsAfter));
  const rows = [...gapsBefore.map((gap) => ({ file: 'before', ...gap })), ...gapsAfter.map((gap) => ({ file: 'after', ...gap }))];
  await appendRecords(run, 'gap_report', rows);
  return { before: summariseRows(before, gapsBefore), after: summariseRows(after, gapsAfter) };
}
