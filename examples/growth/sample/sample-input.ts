/** The list that is shipped, on the network that is shipped: the same on every machine, and nothing leaves it. */
export const SAMPLE = {
  contacts: { shipped: 'contacts.csv' },
  preset: 'full_pipeline',
  icp_config: { exclude_titles: ['Intern'], countries: ['Germany', 'France', 'Portugal', 'Poland', 'United Kingdom'] },
  network: { mode: 'sample' },
} as const;
