import { type EmployeeRange, rangesOverlap } from '../contacts/employee-range.ts';
import type { CompanyFacts } from '../contacts/company-facts.ts';
import type { Contact } from '../contacts/contact.ts';
import type { IcpConfig } from '../schemas.ts';
import { foldText } from '../contacts/fold-text.ts';

export type IcpGap = 'icp_title' | 'icp_industry' | 'icp_country' | 'icp_employees' | 'icp_data_missing';

/** Why a contact does not fit the profile of an ideal customer; null when it fits. A value that is not known does not fit. */
export function icpGap(config: IcpConfig, contact: Contact, company: CompanyFacts | undefined): IcpGap | null {
  const industry = contact.industry === '' ? (company?.industry ?? '') : contact.industry;
  const employees = contact.employees ?? company?.employees ?? null;
  const excluded = config.exclude_titles?.some((words) => hasWords(contact.title, words)) ?? false;
  return (
    (excluded ? 'icp_title' : null) ??
    gapInText('icp_title', config.titles, contact.title) ??
    gapInText('icp_industry', config.industries, industry) ??
    gapInText('icp_country', config.countries, contact.country) ??
    gapInEmployees(config.employee_ranges, employees)
  );
}

function gapInText(gap: IcpGap, wanted: readonly string[] | undefined, value: string): IcpGap | null {
  if (wanted === undefined || wanted.length === 0) return null;
  if (value === '') return 'icp_data_missing';
  return wanted.some((words) => hasWords(value, words)) ? null : gap;
}

function gapInEmployees(wanted: IcpConfig['employee_ranges'], value: EmployeeRange | null): IcpGap | null {
  if (wanted === undefined || wanted.length === 0) return null;
  if (value === null) return 'icp_data_missing';
  return wanted.some(({ min = 0, max = null }) => rangesOverlap({ min, max }, value)) ? null : 'icp_employees';
}

/** Every word of `wanted` is a word of the text. */
function hasWords(text: string, wanted: string): boolean {
  const words = new Set(wordsOf(text));
  const needed = wordsOf(wanted);
  return needed.length > 0 && needed.every((word) => words.has(word));
}

function wordsOf(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
