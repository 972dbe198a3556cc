import { foldText } from './fold-text.ts';
import { LEGAL_PREFIXES, LEGAL_SUFFIXES } from './legal-suffixes.ts';
import { readWordSet, readWordTable } from './word-table.ts';

export interface CompanyName {
  /** What makes the name: no legal form, punctuation or "and", abbreviations written out. */
  readonly key: string;
  /** The key without words like `Group` that come and go; the key itself when nothing else is left. */
  readonly stem: string;
  /** First letters of the words, when there are at least three. */
  readonly acronym: string | null;
}

const LONG_FORMS = readWordTable(`
international: intl, int; technologies: tech, techs, technology, tec; manufacturing: mfg; services: svcs, svc, serv, service
systems: sys, system, syst; engineering: eng, engrg; associates: assoc, assocs; brothers: bros; pharmaceuticals: pharma, pharm
laboratories: labs, lab, laboratory; national: natl; solutions: solns, solution, soln; group: grp, gruppe, groupe, grupo, gruppo
holding: hldg, holdings, hldgs; logistics: logistic; partners: partner; industries: ind, industry, industrie; university: univ
consulting: consultants, consultancy; energy: energie, energia; brothers: gebruder, gebr
`);
const IGNORED_WORDS = readWordSet('and und et y e og och en ve i the');
const WEAK_WORDS = readWordSet(
  'group holding international global worldwide europe deutschland france iberia italia polska nordic company',
);
const REMARKS = /\([^)]*\)|\[[^\]]*\]/gu;
/** Letters that belong together although there are dots between them: `S.A.`, `A.B.C. Foods`. */
const DOTTED = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])/gu;

/** What people write into the company column to say that there is no company, folded. */
const NO_COMPANY = new Set(
  (
    'none|na|n a|nil|null|unknown|unemployed|not employed|retired|freelance|freelancer|self employed|selfemployed|independent|career break|sabbatical|' +
    'between jobs|open to work|seeking opportunities|looking for opportunities|seeking new opportunities|student|arbeitssuchend|selbstandig|en recherche|autonomo|sin empleo'
  ).split('|'),
);

/** Reads the name of a company. Null when the text names none: empty, `n/a`, `Self-employed` and the like. */
export function parseCompanyName(text: string): CompanyName | null {
  const folded = foldText(text.replaceAll(REMARKS, ' ').replaceAll(DOTTED, (letters) => letters.replaceAll('.', '')));
  if (folded === '' || NO_COMPANY.has(folded)) return null;
  const bare = withoutLegalForms(folded);
  const words = bare.split(' ').map((word) => LONG_FORMS.get(word) ?? word);
  const telling = words.filter((word) => !IGNORED_WORDS.has(word));
  const named = telling.length > 0 ? telling : words;
  const strong = named.filter((word) => !WEAK_WORDS.has(word));
  return {
    key: named.join(' '),
    stem: (strong.length > 0 ? strong : named).join(' '),
    acronym: named.length >= 3 ? named.map((word) => word.charAt(0)).join('') : null,
  };
}

function withoutLegalForms(name: string): string {
  const suffix = LEGAL_SUFFIXES.find((form) => name.endsWith(` ${form}`));
  if (suffix !== undefined) return withoutLegalForms(name.slice(0, -suffix.length - 1));
  const prefix = LEGAL_PREFIXES.find((form) => name.startsWith(`${form} `));
  return prefix === undefined ? name : withoutLegalForms(name.slice(prefix.length + 1));
}
