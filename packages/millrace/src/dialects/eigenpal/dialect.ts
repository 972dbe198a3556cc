import type { Dialect, DialectRoute } from '../dialect.ts';
import { Declaration } from './declaration.ts';
import { presentError } from './errors.ts';
import { GAPS } from './gaps.ts';
import { AUTH_ROUTES } from './routes-auth.ts';
import { AUTOMATION_ROUTES } from './routes-automations.ts';
import { EXAMPLE_ROUTES } from './routes-examples.ts';
import { FILE_ROUTES } from './routes-files.ts';
import { LIST_ROUTES } from './routes-list.ts';
import { REVIEW_ROUTES } from './routes-reviews.ts';
import { RUN_POLL, RUN_ROUTES } from './routes-runs.ts';
import { START_ROUTES } from './routes-start.ts';

/** The documented paths, and those that newer clients use. */
const PREFIXES = ['/api/v1', '/v1'] as const;

const ROUTES: readonly DialectRoute[] = [
  ...LIST_ROUTES,
  ...START_ROUTES,
  ...RUN_ROUTES,
  ...FILE_ROUTES,
  ...REVIEW_ROUTES,
  ...AUTOMATION_ROUTES,
  ...EXAMPLE_ROUTES,
  ...AUTH_ROUTES,
];

export const eigenpal: Dialect = {
  name: 'eigenpal',
  title: 'EigenPal',
  declaration: Declaration,
  routes: belowPrefixes(ROUTES),
  polls: PREFIXES.map((prefix) => ({ ...RUN_POLL, path: `${prefix}/runs/{run_id}` })),
  gaps: belowPrefixes(GAPS),
  presentError,
};

function belowPrefixes<T extends { readonly path: string }>(endpoints: readonly T[]): readonly T[] {
  return PREFIXES.flatMap((prefix) => endpoints.map((endpoint) => ({ ...endpoint, path: prefix + endpoint.path })));
}
