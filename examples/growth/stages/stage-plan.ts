import { CAPABILITIES, type Capability } from '../capabilities.ts';

/** Shares of the time that each stage takes. */
const WEIGHTS: { readonly [C in Capability]: number } = {
  qualification: 3,
  company_size: 2,
  contact_discovery: 0,
  email_lookup: 60,
  email_verify: 30,
  linkedin_enrich: 0,
  deliverable_finalize: 5,
};

const TITLES: { readonly [C in Capability]: string } = {
  qualification: 'Choose who fits the profile',
  company_size: 'Fill in company sizes',
  contact_discovery: 'Find people at companies',
  email_lookup: 'Look up e-mail addresses',
  email_verify: 'Verify e-mail addresses',
  linkedin_enrich: 'Fill in profile pages',
  deliverable_finalize: 'Write the results',
};

export const STAGES = CAPABILITIES.map((name) => ({ name, title: TITLES[name], weight: WEIGHTS[name] }));

/** How far a run is, in per cent, when that share of a stage is done and these are all of its stages. */
export function percentIn(active: ReadonlySet<Capability>, stage: Capability, share: number): number {
  const weights = CAPABILITIES.filter((name) => active.has(name)).map((name) => ({ name, weight: WEIGHTS[name] }));
  const before = weights
    .slice(
      0,
      weights.findIndex(({ name }) => name === stage),
    )
    .reduce((sum, { weight }) => sum + weight, 0);
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return (100 * (before + WEIGHTS[stage] * share)) / total;
}
