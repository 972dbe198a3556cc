import { CONTACT_COLUMNS, GAP_COLUMNS, contactRow, gapRow } from './contact-rows.ts';
import { type Delivered, type Fate, type Unresolved, outcomeOf } from './decide-fates.ts';
import type { GrowthOutput } from '../schemas.ts';
import type { Job } from '../stages/job.ts';
import { chargeFor } from '../credits.ts';
import { countFates } from './count-fates.ts';
import { factsOf } from '../stages/intake.ts';
import { writeCsv } from './write-csv.ts';

const ROWS_PER_CALL = 1000;
const CSV = { mediaType: 'text/csv; charset=utf-8' };
const JSON_TEXT = { mediaType: 'application/json' };

type Result = Omit<GrowthOutput, 'stages' | 'capabilities' | 'warnings' | 'credits'> & { readonly spent: number };

/** Writes what is delivered and what is not, accounts for every row, and charges for what is delivered. */
export async function finalize({ run, intake, plan }: Job, fates: readonly Fate[]): Promise<Result> {
  const hasSizes = plan.active.has('company_size');
  const delivered = fates.filter((fate): fate is Delivered => fate.kind === 'delivered');
  const rows = delivered.map((fate) => contactRow(fate, hasSizes ? factsOf(intake.facts, fate.contact) : undefined));
  const gaps = fates.filter((fate): fate is Unresolved => fate.kind === 'unresolved');
  const gapRows = gaps.map(gapRow);
  const files = {
    contacts: (await run.artifact('verified_contacts.csv', writeCsv(CONTACT_COLUMNS, rows), CSV)).artifact,
    contacts_json: (await run.artifact('verified_contacts.json', `${JSON.stringify(rows, null, 2)}\n`, JSON_TEXT)).artifact,
    gap_report: (await run.artifact('gap_report.csv', writeCsv(GAP_COLUMNS, gapRows), CSV)).artifact,
  };
  for (let from = 0; from < rows.length; from += ROWS_PER_CALL) {
    await run.records('verified_contacts', rows.slice(from, from + ROWS_PER_CALL), { outcome: () => ({ outcome: 'delivered' }) });
  }
  for (let from = 0; from < gaps.length; from += ROWS_PER_CALL) {
    const some = gaps.slice(from, from + ROWS_PER_CALL).map(outcomeOf);
    const outcome = (_row: unknown, index: number) => some[index] ?? { outcome: 'dropped' as const };
    await run.records('unresolved', gapRows.slice(from, from + ROWS_PER_CALL), { outcome });
  }
  await run.items('contacts', fates.map(outcomeOf));
  const { found, ...counts } = countFates(fates);
  const verified = plan.active.has('email_verify') ? counts.verified_emails : 0;
  const spent = await run.step('charge for what is delivered', (step) =>
    chargeFor({ email_lookup: found, email_verify: verified }, step.usage),
  );
  return { ...counts, files, spent };
}
