import type { AutomindzDeclaration } from 'millrace';

/**
 * This workflow as a pipeline of AutoMindz. Its clients name criteria, not files: without snapshots of their own they work
 * on those of this folder. What their keys would pay for happens on this machine, so those costs are zero.
 */
export const AUTOMINDZ = {
  trigger: 'hiring-signals/leavers',
  required: ['org_name', 'industries'],
  secrets: ['ai_ark_api_key', 'exa_api_key', 'openrouter_api_key'],
  input: {
    before: { $from: '/before' },
    after: { $from: '/after' },
    limit: { $from: '/limit' },
    criteria: {
      industries: { $from: '/industries' },
      company_size: { $each: '/employee_size_ranges', as: { min: { $from: '/start' }, max: { $from: '/end' } } },
      titles: { $from: '/job_titles' },
      tenure_months: { min: { $from: '/tenure_min_months' }, max: { $from: '/tenure_max_months' } },
      geographies: { $from: '/geography' },
    },
    decision_makers: { titles: { $from: '/dm_titles' }, exclude_titles: { $from: '/dm_exclusion_titles' } },
  },
  metadata: { org_name: { $from: '/org_name' } },
  result: {
    costs: {
      exa_cost: { $usd: { $from: '/costs/by_provider/USD/exa', default: 0 } },
      openrouter_cost: { $usd: { $from: '/costs/by_provider/USD/openrouter', default: 0 } },
      ai_ark_credits_consumed: { $from: '/credits/charged' },
    },
    summary: { $from: '/output/summary' },
    leavers_url: { $link: { path: { $from: '/output/files/leavers' }, as: { $text: '{/metadata/org_name}_leavers.csv' } } },
    new_company_dms_url: {
      $link: {
        path: { $from: '/output/files/new_company_decision_makers' },
        as: { $text: '{/metadata/org_name}_new_company_dms.csv' },
      },
    },
    old_company_dms_url: {
      $link: {
        path: { $from: '/output/files/old_company_decision_makers' },
        as: { $text: '{/metadata/org_name}_old_company_dms.csv' },
      },
    },
  },
} satisfies AutomindzDeclaration;
