import { type Conclusions, type Wishes, drawConclusions } from './draw-conclusions.ts';
import { type Prepared, prepareSnapshots } from './prepare-snapshots.ts';
import { readSnapshot } from './snapshot/read-snapshot.ts';

/** The whole job without a run around it: two CSV texts in, conclusions out. What the tests and the measurements use. */
export async function findLeavers(
  before: string,
  after: string,
  wishes: Partial<Wishes> = {},
): Promise<{ prepared: Prepared; conclusions: Conclusions }> {
  const prepared = await prepareSnapshots(await readSnapshot(before, 'before'), await readSnapshot(after, 'after'));
  const { candidates } = prepared.matcher.findCandidates(prepared.peopleBefore.people);
  const conclusions = await drawConclusions(prepared, candidates, {
    criteria: {},
    decisionMakers: {},
    absent: 'left',
    asOf: null,
    limit: null,
    ...wishes,
  });
  return { prepared, conclusions };
}
