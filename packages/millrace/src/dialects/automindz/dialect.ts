import type { Dialect } from '../dialect.ts';
import { Declaration } from './declaration.ts';
import { presentError } from './errors.ts';
import { GAPS } from './gaps.ts';
import { POLLS, ROUTES } from './routes.ts';

export const automindz: Dialect = {
  name: 'automindz',
  title: 'AutoMindz',
  declaration: Declaration,
  routes: ROUTES,
  polls: POLLS,
  gaps: GAPS,
  presentError,
};
