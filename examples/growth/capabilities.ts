/** What a run can be asked to do, in the order in which it is done. Each is a stage of the run. */
export const CAPABILITIES = [
  'qualification',
  'company_size',
  'contact_discovery',
  'email_lookup',
  'email_verify',
  'linkedin_enrich',
  'deliverable_finalize',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** Usual sets of capabilities, by name. */
export const PRESETS = {
  full_pipeline: ['qualification', 'company_size', 'contact_discovery', 'email_lookup', 'email_verify', 'deliverable_finalize'],
  verify_existing_emails: ['email_verify', 'deliverable_finalize'],
  company_size_and_email_verify: ['company_size', 'email_verify', 'deliverable_finalize'],
  enrich_contacts_from_companies: [
    'company_size',
    'contact_discovery',
    'email_lookup',
    'email_verify',
    'linkedin_enrich',
    'deliverable_finalize',
  ],
} as const satisfies { readonly [preset: string]: readonly Capability[] };

export type Preset = keyof typeof PRESETS;

/** They need data that nobody here has: the stage is skipped, with a warning. */
const NEEDS_OUTSIDE_DATA: ReadonlySet<Capability> = new Set(['contact_discovery', 'linkedin_enrich']);

const UNASKED: readonly Capability[] = ['email_lookup', 'email_verify', 'deliverable_finalize'];

/** What the run does of what was asked for. The deliverables are always finalized: without them there is no result. */
export function planCapabilities(asked: {
  readonly preset?: Preset | undefined;
  readonly capabilities?: readonly Capability[] | undefined;
}): {
  readonly asked: readonly Capability[];
  readonly active: ReadonlySet<Capability>;
  readonly skipped: readonly Capability[];
} {
  const named = asked.capabilities ?? (asked.preset === undefined ? UNASKED : PRESETS[asked.preset]);
  const words = new Set<Capability>([...named, 'deliverable_finalize']);
  const inOrder = CAPABILITIES.filter((word) => words.has(word));
  return {
    asked: inOrder,
    active: new Set(inOrder.filter((word) => !NEEDS_OUTSIDE_DATA.has(word))),
    skipped: inOrder.filter((word) => NEEDS_OUTSIDE_DATA.has(word)),
  };
}
