import { badQuery } from './errors.ts';

export const EXPANSIONS = ['input', 'usage', 'execution', 'debug'] as const;
export type Expansion = (typeof EXPANSIONS)[number];

const isExpansion = (name: string): name is Expansion => EXPANSIONS.some((known) => known === name);

/** `expand=input,usage`: sections beyond the run itself. */
export function translateExpand(text: string | null): ReadonlySet<Expansion> {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = names.filter(isExpansion);
  if (known.length < names.length) throw badQuery('expand', `must be a comma-separated list of ${EXPANSIONS.join(', ')}`);
  return new Set(known);
}
