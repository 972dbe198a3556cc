import { CAPABILITIES, PRESETS } from './capabilities.ts';
import type { DeepcurrentDeclaration } from 'millrace';

const options = {
  preset: { $from: '/preset' },
  capabilities: { $from: '/requested_capabilities' },
  icp_config: { $from: '/icp_config' },
  limit: { $from: '/execution_options/limit', default: { $from: '/constraints/limit' } },
  max_guesses: { $from: '/execution_options/max_guesses' },
  accept_catch_all: { $from: '/execution_options/accept_catch_all' },
};

/** This workflow as a pipeline of DeepCurrent. A client that hands in no contacts works on the sample, in the sample network. */
export const DEEPCURRENT = {
  pipeline_id: 'email_discovery_v1',
  presets: Object.fromEntries(Object.entries(PRESETS).map(([name, capabilities]) => [name, [...capabilities]])),
  capabilities: [...CAPABILITIES],
  goals: [
    {
      goal_type: 'email_verification',
      words: ['verify', 'validate', 'clean'],
      preset: 'verify_existing_emails',
      required_fields: ['email'],
    },
    {
      goal_type: 'email_discovery',
      requested_capabilities: ['email_lookup', 'email_verify', 'deliverable_finalize'],
      strategy: 'enrichment_only',
      required_fields: ['email'],
    },
  ],
  input: {
    contacts: { $from: '/input_assets/contacts' },
    input_text: { $from: '/input_assets/text', default: { $from: '/input_text' } },
    network: { $from: '/execution_options/network' },
    ...options,
  },
  sample: { contacts: { shipped: 'contacts.csv' }, network: { mode: 'sample' }, ...options },
  artifacts: [{ asset_id: 'verified_contacts', label: 'Verified Contacts', kind: 'contacts', path: 'verified_contacts.csv' }],
  exports: [
    { asset_id: 'verified_contacts_json', label: 'Verified Contacts (JSON)', kind: 'contacts', path: 'verified_contacts.json' },
    { asset_id: 'gap_report', label: 'Gap Report', kind: 'gaps', path: 'gap_report.csv' },
  ],
  delivered_counts: { delivered_contacts: { $from: '/delivered_contacts' }, verified_emails: { $from: '/verified_emails' } },
  data_source_mix: { $from: '/data_source_mix' },
  gap_report: { unresolved: { $from: '/gap_report/unresolved' }, reasons: { $from: '/gap_report/reasons' } },
  summary: {
    delivered_contacts: { $from: '/delivered_contacts' },
    verified_emails: { $from: '/verified_emails' },
    companies_processed: { $from: '/companies_processed' },
  },
  warnings: { $from: '/warnings' },
} satisfies DeepcurrentDeclaration;
