import type { Job } from './job.ts';
import { factsOf } from './intake.ts';

/** How many contacts fit the profile of who is wanted, and how many do not. */
export function countQualified({ intake }: Pick<Job, 'intake'>): { readonly qualified: number; readonly not_qualified: number } {
  const gaps = [...intake.gaps.values()];
  const notQualified = gaps.filter((gap) => gap.startsWith('icp_')).length;
  return { qualified: intake.contacts.length - gaps.length, not_qualified: notQualified };
}

/** For how many contacts the size of the company was given, was found in other rows of the company, or is not known. */
export function countSizes({ intake }: Pick<Job, 'intake'>): {
  readonly given: number;
  readonly filled_in: number;
  readonly unknown: number;
} {
  const contacts = intake.contacts.filter(({ row }) => !intake.gaps.has(row));
  const given = contacts.filter(({ employees }) => employees !== null).length;
  const known = contacts.filter((contact) => (contact.employees ?? factsOf(intake.facts, contact)?.employees ?? null) !== null).length;
  return { given, filled_in: known - given, unknown: contacts.length - known };
}
