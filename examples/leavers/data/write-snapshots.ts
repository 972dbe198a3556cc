import type { WorldPerson } from './world-people.ts';
import type { Life } from './live.ts';
import { writeCompany, writeMonth, writeName, writePlace, writeTitle } from './disturb.ts';
import { NOISE } from './noise-rates.ts';
import { RandomSource } from './random-source.ts';
import { makeWorld } from './make-world.ts';
import { writeTruth } from './write-truth.ts';

export interface Snapshots {
  readonly before: string;
  readonly after: string;
  readonly truth: string;
}

/** How a file is written: the two come from different systems. */
interface Layout {
  readonly side: 'before' | 'after';
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly start: string;
  readonly headings: readonly string[];
  cellsOf(random: RandomSource, person: WorldPerson): readonly string[];
}

const BEFORE: Layout = {
  side: 'before',
  delimiter: ',',
  lineEnd: '\n',
  start: '',
  headings: ['id', 'full_name', 'title', 'company', 'domain', 'industry', 'employees', 'location', 'start_date', 'email', 'profile_url'],
  cellsOf: (random, person) => {
    const { given, family } = writeName(random, person);
    return commonCells(random, person, [random.chance(NOISE.familyFirstWithComma) ? `${family}, ${given}` : `${given} ${family}`]);
  },
};

const AFTER: Layout = {
  side: 'after',
  delimiter: ';',
  lineEnd: '\r\n',
  start: '\uFEFF',
  headings: [
    'Person ID',
    'First Name',
    'Last Name',
    'Job Title',
    'Company Name',
    'Website',
    'Industry',
    'Company Size',
    'Location',
    'Started On',
    'E-Mail',
    'Profile',
  ],
  cellsOf: (random, person) => {
    const { given, family } = writeName(random, person);
    return commonCells(random, person, [given, family]);
  },
};

/** Makes the two files and the truth about them. The same seed makes the same text. */
export function writeSnapshots(seed: number): Snapshots {
  const lives = makeWorld(seed);
  const before = writeFile(lives, BEFORE, new RandomSource(seed + 1));
  const after = writeFile(lives, AFTER, new RandomSource(seed + 2));
  return { before: before.text, after: after.text, truth: writeTruth(lives, before.rowsOf, after.rowsOf) };
}

interface WrittenFile {
  readonly text: string;
  readonly rowsOf: ReadonlyMap<number, readonly number[]>;
}

function writeFile(lives: readonly Life[], layout: Layout, random: RandomSource): WrittenFile {
  const entries = lives.flatMap((life) => {
    const person = life[layout.side];
    if (person === null) return [];
    const cells = layout.cellsOf(random, person);
    if (!random.chance(NOISE.duplicateRow)) return [{ key: life.key, cells }];
    return [
      { key: life.key, cells },
      { key: life.key, cells: random.chance(0.5) ? cells : layout.cellsOf(random, person) },
    ];
  });
  const rowsOf = new Map<number, number[]>();
  const lines = [layout.headings.join(layout.delimiter)];
  for (const [index, { key, cells }] of random.shuffle(entries).entries()) {
    rowsOf.set(key, [...(rowsOf.get(key) ?? []), index + 1]);
    lines.push(writeLine(random, cells, layout.delimiter));
    if (random.chance(NOISE.emptyLine)) lines.push('');
  }
  return { text: layout.start + lines.join(layout.lineEnd) + layout.lineEnd, rowsOf };
}

function commonCells(random: RandomSource, person: WorldPerson, name: readonly string[]): readonly string[] {
  const { job } = person;
  const unless = (rate: number, text: string): string => (random.chance(rate) ? '' : text);
  return [
    unless(NOISE.idMissing, random.chance(NOISE.wrongId) ? `P${random.between(10_000, 50_000)}` : person.id),
    ...(random.chance(NOISE.nameMissing) ? name.map(() => '') : name),
    unless(NOISE.titleMissing, job === null ? '' : writeTitle(random, job.title)),
    unless(NOISE.companyMissing, job === null ? '' : writeCompany(random, job.company)),
    unless(NOISE.domainMissing, job?.company.domain ?? ''),
    unless(NOISE.industryMissing, job?.company.industry ?? ''),
    unless(NOISE.sizeMissing, job?.company.size ?? ''),
    unless(NOISE.locationMissing, writePlace(random, person)),
    unless(NOISE.startMissing, job === null ? '' : writeMonth(random, job.start)),
    unless(NOISE.emailMissing, job?.email ?? ''),
    unless(NOISE.profileMissing, person.profile),
  ];
}

function writeLine(random: RandomSource, cells: readonly string[], delimiter: string): string {
  const written = cells.map((cell) => (/["\r\n]/u.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell));
  if (random.chance(NOISE.rowCutShort)) return written.slice(0, 2).join(delimiter);
  if (random.chance(NOISE.rowShifted)) return ['', ...written, 'x'].join(delimiter);
  return written.join(delimiter);
}
