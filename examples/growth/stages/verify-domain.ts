import type { DomainProbe } from '../mail/domain-probe.ts';

export interface AddressToVerify {
  readonly row: number;
  readonly email: string;
  readonly domain: string;
}

export type Verification =
  | { readonly row: number; readonly status: 'verified' | 'catch_all' | 'unchecked' }
  | { readonly row: number; readonly status: 'refuted'; readonly reason: string; readonly isTemporary: boolean };

/** Asks the mail servers of one domain whether they take mail for these addresses, and whether that means anything. */
export async function verifyDomain(addresses: readonly AddressToVerify[], probe: DomainProbe): Promise<readonly Verification[]> {
  const nobody = await probe.askNobody();
  const verifications: Verification[] = [];
  for (const { row, email } of addresses) {
    const answer = nobody.kind === 'unresolved' ? nobody : await probe.ask(email);
    if (answer.kind === 'accepted') verifications.push({ row, status: nobody.kind === 'accepted' ? 'catch_all' : 'verified' });
    else if (answer.kind === 'undecided') verifications.push({ row, status: 'catch_all' });
    else verifications.push({ row, status: 'refuted', reason: answer.reason, isTemporary: answer.kind === 'temporary' });
  }
  return verifications;
}
