import type { EstimateOptions, UsageInput } from 'millrace';
import { MAX_CONTACTS, type GrowthInput } from './schemas.ts';
import { ContactError } from './contacts/contact-error.ts';
import { lookupGap, takeIn } from './stages/intake.ts';
import { planCapabilities } from './capabilities.ts';
import { readContacts } from './contacts/read-contacts.ts';
import { readEmail } from './contacts/email-address.ts';

/** What a delivered contact costs: nothing is charged for what was tried in vain. */
const CREDITS = { email_lookup: 1, email_verify: 1 } as const;

/** The share of a list that usually comes through. */
const TYPICAL_HIT_RATE = { email_lookup: 0.55, email_verify: 0.7 } as const;

const METERS = { email_lookup: 'emails_found', email_verify: 'emails_verified' } as const;

type Charged = keyof typeof CREDITS;
type Counts = { readonly [C in Charged]: number };

/** What a run may cost: at most everything that could be found and verified, at least nothing. */
export async function estimateCredits(input: GrowthInput): Promise<EstimateOptions> {
  const { active } = planCapabilities(input);
  const counts = await countChargeable(input).catch(nothingWhenUnreadable);
  const breakdown = (['email_lookup', 'email_verify'] as const)
    .filter((name) => active.has(name))
    .map((name) => {
      const max = counts[name] * CREDITS[name];
      return { name, kind: 'stage', min: 0, expected: Math.round(max * TYPICAL_HIT_RATE[name]), max };
    });
  const sum = (key: 'min' | 'expected' | 'max'): number => breakdown.reduce((total, part) => total + part[key], 0);
  return { min: sum('min'), expected: sum('expected'), max: sum('max'), breakdown };
}

/** A run with a list that cannot be read says so, fails, and costs nothing. */
function nothingWhenUnreadable(error: unknown): Counts {
  if (error instanceof ContactError) return { email_lookup: 0, email_verify: 0 };
  throw error;
}

/** How many contacts may be charged for by each stage. Nobody has read an uploaded file yet: it may be as long as it is allowed to be. */
async function countChargeable(input: GrowthInput): Promise<Counts> {
  if (input.contacts !== undefined && '$file' in input.contacts) {
    const most = input.limit ?? MAX_CONTACTS;
    return { email_lookup: most, email_verify: most };
  }
  const plan = planCapabilities(input);
  const { contacts, gaps } = takeIn(await readContacts(input, null), input, plan.active);
  const wanted = contacts.filter(({ row }) => !gaps.has(row));
  const unknown = wanted.filter(({ email }) => readEmail(email) === null);
  const findable = plan.active.has('email_lookup') ? unknown.filter((contact) => lookupGap(contact, plan.asked, () => false) === null) : [];
  return { email_lookup: findable.length, email_verify: wanted.length - unknown.length + findable.length };
}

/** Notes what was delivered, each with its credits, and says how many they are in all. */
export function chargeFor(delivered: Counts, note: (usage: UsageInput) => void): number {
  let total = 0;
  for (const name of ['email_lookup', 'email_verify'] as const) {
    const quantity = delivered[name];
    const credits = quantity * CREDITS[name];
    if (credits > 0) note({ provider: 'growth', meter: METERS[name], quantity, credits });
    total += credits;
  }
  return total;
}
