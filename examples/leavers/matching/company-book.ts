import { type PersonRow, lacksCompany } from '../snapshot/person-row.ts';
import type { Snapshot } from '../snapshot/read-snapshot.ts';
import { type SizeRange, parseCompanySize } from './company-size.ts';
import { Tally } from './tally.ts';
import { setImmediate as breathe } from 'node:timers/promises';
import { forEachPaced } from '../pacing.ts';
import { findSuccessors } from './find-successors.ts';
import { groupCompanies } from './company-group.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { parseCompanyName } from './company-name.ts';
import { joinCompanyNames } from './join-company-names.ts';

/** One company as both snapshots together know it. */
export interface Company {
  readonly id: number;
  /** As the later file calls it most often, or the earlier one when it is not in the later. */
  readonly name: string;
  /** What the earlier file calls it, when that is another name: it was renamed, or taken over. */
  readonly formerName: string | null;
  readonly industry: string;
  readonly size: SizeRange | null;
  readonly sizeText: string;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
}

export interface CompanyBook {
  readonly companies: readonly Company[];
  /** The company of a row; null when it names none. */
  companyOf(row: PersonRow): number | null;
  company(id: number): Company;
}

/** Finds out which names mean the same company: other spellings, shared domains, and staffs that moved as a whole. */
export async function resolveCompanies(before: Snapshot, after: Snapshot): Promise<CompanyBook> {
  const groups = groupCompanies([...before.rows, ...after.rows]);
  await breathe();
  const joined = joinCompanyNames(groups);
  await breathe();
  const groupOfKey = new Map(groups.map((group) => [group.name.key, group.index]));
  const groupOfDomain = new Map(groups.filter((group) => group.domain !== '').map((group) => [group.domain, group.index]));
  const groupOf = (row: PersonRow): number | undefined => {
    if (row.company !== null) return groupOfKey.get(row.company.key);
    return lacksCompany(row) ? groupOfDomain.get(row.domain) : undefined;
  };
  const rootOf = (row: PersonRow): number | null => {
    const group = groupOf(row);
    return group === undefined ? null : joined.find(group);
  };
  const successors = findSuccessors(before.rows, after.rows, rootOf);
  for (const { from, to } of successors) joined.join(from, to);
  const drafts = new Map<number, CompanyDraft>();
  await forEachPaced(before.rows, (row) => addRow(drafts, rootOf(row), row, 'before'));
  await forEachPaced(after.rows, (row) => addRow(drafts, rootOf(row), row, 'after'));
  const ids = new Map([...drafts.keys()].map((root, id) => [root, id]));
  const companies = [...drafts.values()].map(describe);
  return {
    companies,
    companyOf: (row) => ids.get(rootOf(row) ?? -1) ?? null,
    company: (id) => companies[id] ?? UNKNOWN,
  };
}

interface CompanyDraft {
  readonly before: Tally<string>;
  readonly after: Tally<string>;
  readonly industries: Tally<string>;
  readonly sizes: Tally<string>;
}

const UNKNOWN: Company = { id: -1, name: '', formerName: null, industry: '', size: null, sizeText: '', rowsBefore: 0, rowsAfter: 0 };

function addRow(drafts: Map<number, CompanyDraft>, root: number | null, row: PersonRow, side: 'before' | 'after'): void {
  if (root === null) return;
  const draft = drafts.get(root) ?? { before: new Tally(), after: new Tally(), industries: new Tally(), sizes: new Tally() };
  if (row.companyText !== '') draft[side].add(row.companyText);
  if (row.industry !== '') draft.industries.add(row.industry);
  if (row.size !== '') draft.sizes.add(row.size);
  drafts.set(root, draft);
}

function describe(draft: CompanyDraft, id: number): Company {
  const nameBefore = draft.before.top()?.value ?? null;
  const nameAfter = draft.after.top()?.value ?? null;
  const sizeText = draft.sizes.top()?.value ?? '';
  return {
    id,
    name: nameAfter ?? nameBefore ?? '',
    formerName: isRenamed(nameBefore, draft.after) ? nameBefore : null,
    industry: draft.industries.top()?.value ?? '',
    size: parseCompanySize(sizeText),
    sizeText,
    rowsBefore: draft.before.total,
    rowsAfter: draft.after.total,
  };
}

/** True when no name in the later file is like the one in the earlier. */
function isRenamed(nameBefore: string | null, after: Tally<string>): boolean {
  const before = nameBefore === null ? null : parseCompanyName(nameBefore);
  const later = [...after.entries()].map(([text]) => parseCompanyName(text));
  return before !== null && later.length > 0 && later.every((name) => name !== null && jaroWinkler(name.stem, before.stem) < LIKE_NAME);
}

const LIKE_NAME = 0.9;
