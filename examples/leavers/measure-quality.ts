import type { Conclusions } from './draw-conclusions.ts';
import type { Leaver } from './report/decide-leavers.ts';

/** Right answers among the answers, and found ones among those there are. */
export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly found: number;
  readonly right: number;
  readonly wanted: number;
}

export interface QualityReport {
  readonly leavers: Quality;
  readonly destinations: Quality;
  readonly oldDecisionMakers: Quality;
  readonly newDecisionMakers: Quality;
}

interface TrueLife {
  readonly person: string;
  readonly fate: string;
  readonly companyBefore: string;
  readonly companyAfter: string;
  readonly decidesAfter: boolean;
  readonly rowsAfter: readonly number[];
}

/** Compares what was concluded with the truth that the generator wrote down. Everything counts that is true, also what the noise has hidden. */
export function measureQuality(conclusions: Conclusions, truthText: string): QualityReport {
  const truth = readTruth(truthText);
  const leavers = truth.lives.filter((life) => isLeaver(life));
  const moved = leavers.filter((life) => life.fate === 'moved');
  const nameOf = (leaver: Leaver): string => truth.byRowBefore.get(leaver.from.row)?.person ?? '?';
  const decidersAt = (companies: ReadonlySet<string>): ReadonlySet<string> =>
    new Set(
      truth.lives
        .filter((life) => life.decidesAfter && life.rowsAfter.length > 0 && companies.has(life.companyAfter))
        .map((life) => `${life.person} ${life.companyAfter}`),
    );
  const named = (list: Conclusions['oldDecisionMakers']): ReadonlySet<string> =>
    new Set(
      list.map(({ position }) => `${truth.byRowAfter.get(position.row)?.person} ${truth.byRowAfter.get(position.row)?.companyAfter}`),
    );
  return {
    leavers: compare(new Set(conclusions.leavers.map(nameOf)), new Set(leavers.map((life) => life.person))),
    destinations: compare(
      new Set(
        conclusions.leavers.flatMap((leaver) =>
          leaver.to.kind === 'known' ? [`${nameOf(leaver)} ${truth.byRowAfter.get(leaver.to.position.row)?.companyAfter}`] : [],
        ),
      ),
      new Set(moved.map((life) => `${life.person} ${life.companyAfter}`)),
    ),
    oldDecisionMakers: compare(named(conclusions.oldDecisionMakers), decidersAt(new Set(leavers.map((life) => life.companyBefore)))),
    newDecisionMakers: compare(named(conclusions.newDecisionMakers), decidersAt(new Set(moved.map((life) => life.companyAfter)))),
  };
}

function isLeaver({ fate }: TrueLife): boolean {
  return fate === 'moved' || fate === 'none' || fate === 'out_of_sight';
}

function compare(found: ReadonlySet<string>, wanted: ReadonlySet<string>): Quality {
  const right = [...found].filter((answer) => wanted.has(answer)).length;
  return { precision: right / found.size, recall: right / wanted.size, found: found.size, right, wanted: wanted.size };
}

interface Truth {
  readonly lives: readonly TrueLife[];
  readonly byRowBefore: ReadonlyMap<number, TrueLife>;
  readonly byRowAfter: ReadonlyMap<number, TrueLife>;
}

function readTruth(text: string): Truth {
  const byRowBefore = new Map<number, TrueLife>();
  const byRowAfter = new Map<number, TrueLife>();
  const lives = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line): TrueLife => {
      const [person = '', fate = '', rowsBefore = '', rowsAfter = '', companyBefore = '', companyAfter = '', decides = ''] =
        line.split(',');
      const life = { person, fate, companyBefore, companyAfter, decidesAfter: decides === '1', rowsAfter: readRows(rowsAfter) };
      for (const row of readRows(rowsBefore)) byRowBefore.set(row, life);
      for (const row of life.rowsAfter) byRowAfter.set(row, life);
      return life;
    });
  return { lives, byRowBefore, byRowAfter };
}

function readRows(text: string): readonly number[] {
  return text === '' ? [] : text.split(' ').map(Number);
}
