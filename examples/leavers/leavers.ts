import { comparePeople } from './compare-people.ts';
import { type PeopleCounts, countDecisions, countPeople, countRows } from './report/count-results.ts';
import { type Prices, priceWork } from './report/price-work.ts';
import { STAGES, percentIn } from './stages.ts';
import { leaversInput, leaversOutput } from './schemas.ts';
import type { RunContext } from 'millrace';
import { AUTOMINDZ } from './dialects.ts';
import { Workbench } from './workbench.ts';
import { defineWorkflow } from 'millrace';
import { exportResults } from './report/export-results.ts';

export default defineWorkflow(
  {
    name: 'leavers',
    title: 'Leavers',
    description:
      'Compares two snapshots of people at companies: who left, where they went, and who decides at the old and the new company.',
    input: leaversInput,
    output: leaversOutput,
    stages: STAGES,
    sample: { before: { shipped: 'before.csv' }, after: { shipped: 'after.csv' } },
    dialects: { automindz: AUTOMINDZ },
  },
  async (run, input) => {
    const bench = new Workbench(run, input);
    const prices = priceWork(input.prices);
    const people = await run.stage('read', () => readSnapshots(run, bench, prices));
    const matches = await run.stage('match', () => comparePeople(run, bench, people.before, prices));
    const conclude = () => bench.conclude(matches.candidates);
    const { leavers, excluded_by_criteria, ...decided } = await run.stage('leavers', () =>
      run.step('decide who left', async () => countDecisions(await conclude())),
    );
    const deciders = await run.stage('decision_makers', () =>
      run.step('find decision makers', async () => {
        const { oldDecisionMakers, newDecisionMakers } = await conclude();
        return { old: oldDecisionMakers.length, new: newDecisionMakers.length };
      }),
    );
    run.progress({ percent: percentIn('export', 0), message: `${leavers} people left` });
    const exported = await run.stage('export', () => exportResults(run, bench, conclude));
    return {
      summary: { leavers_count: leavers, new_company_dms_count: deciders.new, old_company_dms_count: deciders.old },
      costs: prices.total(people.rows, matches.comparisons),
      people: { before: people.before, after: people.after, ...decided },
      excluded_by_criteria,
      company_changes: [...people.companyChanges],
      ...exported,
    };
  },
);

async function readSnapshots(run: RunContext, bench: Workbench, prices: Prices): Promise<PeopleCounts> {
  for (const [index, file] of (['before', 'after'] as const).entries()) {
    const { rows } = await run.step(`read ${file}`, async (step) => {
      const snapshot = await bench[file]();
      step.usage(prices.rows(snapshot.rowCount));
      return countRows(snapshot);
    });
    run.progress({ percent: percentIn('read', 0.3 * (index + 1)), message: `Read ${rows} rows of the snapshot ${file}` });
  }
  return run.step('tell people and companies apart', async () => countPeople(await bench.prepared()));
}
