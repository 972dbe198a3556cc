import { type Assignment, assignMatches } from './matching/assign-matches.ts';
import { type CriteriaInput, type Criterion, createFilter } from './report/criteria.ts';
import { type Decision, type Leaver, decideLeavers } from './report/decide-leavers.ts';
import { type DecisionMaker, type DecisionMakerInput, findDecisionMakers } from './report/find-decision-makers.ts';
import { setImmediate as breathe } from 'node:timers/promises';
import { gapsAfter, gapsBefore } from './report/account-for-rows.ts';
import type { Candidate } from './matching/match-people.ts';
import type { Gap } from './snapshot/gap.ts';
import type { Month } from './matching/month.ts';
import type { Prepared } from './prepare-snapshots.ts';

export interface Wishes {
  readonly criteria: CriteriaInput;
  readonly decisionMakers: DecisionMakerInput;
  readonly absent: 'left' | 'gap';
  /** When the later snapshot was taken; by default, the latest start in it. */
  readonly asOf: Month | null;
  /** How many leavers are wanted at most. */
  readonly limit: number | null;
}

/** By the first criterion that they fail; `limit` counts those who fulfil all of them and are too many. */
export type Excluded = { readonly [C in Criterion | 'limit']: number };

export interface Conclusions {
  readonly assignment: Assignment;
  readonly decisions: readonly Decision[];
  /** Those who fulfil the criteria. */
  readonly leavers: readonly Leaver[];
  /** How many left but are not among the leavers. */
  readonly excluded: Excluded;
  readonly oldDecisionMakers: readonly DecisionMaker[];
  readonly newDecisionMakers: readonly DecisionMaker[];
  readonly gapsBefore: readonly Gap[];
  readonly gapsAfter: readonly Gap[];
}

/** From possible matches to who left, where they went, and who decides there. The same for the same arguments. */
export async function drawConclusions(prepared: Prepared, candidates: Iterable<Candidate>, wishes: Wishes): Promise<Conclusions> {
  const { before, after, book, peopleBefore, peopleAfter } = prepared;
  const assignment = assignMatches(candidates, peopleBefore.people.length, peopleAfter.people.length);
  await breathe();
  const asOf = wishes.asOf ?? latestStart(prepared);
  const decisions = decideLeavers(peopleBefore.people, assignment, {
    after: peopleAfter.people,
    book,
    unreadable: after.unreadable,
    absent: wishes.absent,
    asOf,
  });
  const fitting = applyCriteria(decisions, wishes.criteria, prepared);
  const leavers = wishes.limit === null ? fitting.leavers : surest(fitting.leavers, wishes.limit);
  const excluded = { ...fitting.excluded, limit: fitting.leavers.length - leavers.length };
  await breathe();
  return {
    assignment,
    decisions,
    leavers,
    excluded,
    oldDecisionMakers: findDecisionMakers('old', leavers, peopleAfter.people, wishes.decisionMakers),
    newDecisionMakers: findDecisionMakers('new', leavers, peopleAfter.people, wishes.decisionMakers),
    gapsBefore: gapsBefore(before, peopleBefore, decisions),
    gapsAfter: gapsAfter(after, peopleAfter, assignment),
  };
}

function applyCriteria(
  decisions: readonly Decision[],
  criteria: CriteriaInput,
  { book }: Prepared,
): { readonly leavers: readonly Leaver[]; readonly excluded: { readonly [C in Criterion]: number } } {
  const failedCriterion = createFilter(criteria);
  const excluded: { [C in Criterion]: number } = { industry: 0, company_size: 0, title: 0, tenure: 0, geography: 0 };
  const leavers = decisions.flatMap((decision) => {
    if (decision.kind !== 'left') return [];
    const { before, from, tenureMonths } = decision.leaver;
    const failed = failedCriterion({ company: book.company(from.company), titleWords: from.titleWords, tenureMonths, place: before });
    if (failed === null) return [decision.leaver];
    excluded[failed]++;
    return [];
  });
  return { leavers, excluded };
}

function certainty({ to, confidence }: Leaver): number {
  return (to.kind === 'unknown' ? 0 : 1) + (confidence ?? 0);
}

/** Those of whom most is known, in the order in which they stand in the file. */
function surest(leavers: readonly Leaver[], limit: number): readonly Leaver[] {
  const chosen = new Set(leavers.toSorted((a, b) => certainty(b) - certainty(a)).slice(0, limit));
  return leavers.filter((leaver) => chosen.has(leaver));
}

function latestStart({ peopleAfter }: Prepared): Month | null {
  return peopleAfter.people.reduce<Month | null>((latest, { positions }) => {
    const [newest] = positions;
    return newest === undefined || newest.start === null || (latest !== null && latest >= newest.start) ? latest : newest.start;
  }, null);
}
