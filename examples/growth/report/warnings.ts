import type { Capability } from '../capabilities.ts';
import type { Job } from '../stages/job.ts';
import { isReservedDomain } from '../mail/open-networks.ts';

/** What somebody should know who reads the result. */
export function warningsOf(
  { plan, input, intake }: Pick<Job, 'plan' | 'input' | 'intake'>,
  reasons: { readonly [reason: string]: number },
): string[] {
  const warnings = plan.skipped.map((name) => skippedWarning(name, reasons));
  const qualifies = plan.active.has('qualification');
  if (input.icp_config !== undefined && !qualifies) warnings.push('icp_config was not used: qualification was not asked for.');
  if (input.icp_config === undefined && qualifies) warnings.push('qualification let everybody pass: there is no icp_config.');
  if (input.network.mode === 'offline') warnings.push('No mail server was asked: the network is offline.');
  if (input.network.mode === 'live') {
    const reserved = intake.contacts.filter(({ domain }) => domain !== null && isReservedDomain(domain)).length;
    if (reserved > 0) warnings.push(`${reserved} contacts are at reserved example domains; the sample network answered for them.`);
  }
  return warnings;
}

function skippedWarning(name: Capability, reasons: { readonly [reason: string]: number }): string {
  const left = name === 'contact_discovery' ? (reasons['contact_discovery_unavailable'] ?? 0) : 0;
  const consequence = left > 0 ? ` ${left} contacts without a name are unresolved for that reason.` : '';
  return `${name} was skipped: it needs data from outside, and no source of it is connected.${consequence}`;
}
