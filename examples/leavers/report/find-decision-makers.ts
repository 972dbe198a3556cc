import { type Seniority, seniorityOf } from '../matching/seniority.ts';
import { titleAnswers, titleWords } from '../matching/job-title.ts';
import type { Leaver } from './decide-leavers.ts';
import { Groups } from '../matching/tally.ts';
import type { Person, Position } from '../matching/person.ts';

export interface DecisionMaker {
  readonly person: Person;
  readonly position: Position;
  readonly seniority: Seniority;
  /** Leavers of this company, or to it. */
  readonly leavers: readonly Leaver[];
  /** True for somebody who is on the list of leavers too. */
  readonly isLeaver: boolean;
}

export interface DecisionMakerInput {
  /** Only titles with all words of one of these; without any, everybody from heads of department upwards. */
  readonly titles?: readonly string[] | undefined;
  readonly exclude_titles?: readonly string[] | undefined;
  /** The highest ranks first. */
  readonly per_company?: number | undefined;
}

const RANKS: readonly Seniority[] = ['founder', 'c_level', 'vp', 'director', 'head', 'other'];

/** Who decides at the companies that people left (`old`) or went to (`new`), as the later snapshot knows them. */
export function findDecisionMakers(
  side: 'old' | 'new',
  leavers: readonly Leaver[],
  after: readonly Person[],
  input: DecisionMakerInput,
): readonly DecisionMaker[] {
  const leaversOf = new Groups<number, Leaver>();
  for (const leaver of leavers) {
    if (side === 'old') leaversOf.add(leaver.from.company, leaver);
    else if (leaver.to.kind === 'known') leaversOf.add(leaver.to.position.company, leaver);
  }
  const isWanted = createTitleTest(input);
  const leftPeople = new Set(leavers.map((leaver) => leaver.after?.index));
  const byCompany = new Groups<number, DecisionMaker>();
  for (const person of after) {
    for (const position of person.positions) {
      const ofCompany = leaversOf.get(position.company);
      const seniority = seniorityOf(position.title);
      if (ofCompany.length === 0 || !isWanted(position, seniority)) continue;
      byCompany.add(position.company, { person, position, seniority, leavers: ofCompany, isLeaver: leftPeople.has(person.index) });
    }
  }
  return [...byCompany.lists()].flatMap((list) =>
    list.toSorted((a, b) => RANKS.indexOf(a.seniority) - RANKS.indexOf(b.seniority)).slice(0, input.per_company),
  );
}

function createTitleTest(input: DecisionMakerInput): (position: Position, seniority: Seniority) => boolean {
  const wanted = (input.titles ?? []).map(titleWords);
  const unwanted = (input.exclude_titles ?? []).map(titleWords);
  return (position, seniority) => {
    if (unwanted.some((words) => titleAnswers(position.titleWords, words))) return false;
    return wanted.length === 0 ? seniority !== 'other' : wanted.some((words) => titleAnswers(position.titleWords, words));
  };
}
