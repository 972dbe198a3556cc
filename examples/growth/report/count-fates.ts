import type { GrowthOutput } from '../schemas.ts';
import type { Delivered, Fate, Unresolved } from './decide-fates.ts';
import { companyKey } from '../contacts/contact.ts';

export interface FateCounts extends Pick<
  GrowthOutput,
  'delivered_contacts' | 'verified_emails' | 'companies_processed' | 'input_contacts' | 'data_source_mix' | 'gap_report'
> {
  /** Delivered addresses that were looked up: what is charged for. */
  readonly found: number;
}

/** Counts that add up: input = delivered + unresolved, the reasons to the unresolved, the sources to the delivered. */
export function countFates(fates: readonly Fate[]): FateCounts {
  const delivered = fates.filter((fate): fate is Delivered => fate.kind === 'delivered');
  const unresolved = fates.filter((fate): fate is Unresolved => fate.kind === 'unresolved');
  const reasons: { [reason: string]: number } = {};
  for (const { reason } of unresolved) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const from = (source: Delivered['source']): number => delivered.filter((fate) => fate.source === source).length;
  const found = from('pattern') + from('learned_pattern');
  return {
    delivered_contacts: delivered.length,
    verified_emails: delivered.filter(({ emailStatus }) => emailStatus === 'verified').length,
    companies_processed: new Set(fates.filter(wasProcessed).map(({ contact }) => companyKey(contact))).size,
    input_contacts: fates.length,
    data_source_mix: { given: from('given'), pattern: from('pattern'), learned_pattern: from('learned_pattern'), enriched: found },
    gap_report: { unresolved: unresolved.length, reasons },
    found,
  };
}

function wasProcessed(fate: Fate): boolean {
  const isOut = fate.kind === 'unresolved' && (fate.reason === 'beyond_limit' || fate.reason.startsWith('icp_'));
  return !isOut && companyKey(fate.contact) !== null;
}
