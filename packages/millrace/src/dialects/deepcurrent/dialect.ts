import type { Dialect } from '../dialect.ts';
import { Declaration } from './declaration.ts';
import { presentError } from './errors.ts';
import { GAPS } from './gaps.ts';
import { POLLS } from './polls.ts';
import { GROWTH_ROUTES } from './routes-growth.ts';
import { JOB_ROUTES } from './routes-jobs.ts';

export const deepcurrent: Dialect = {
  name: 'deepcurrent',
  title: 'DeepCurrent',
  declaration: Declaration,
  routes: [...GROWTH_ROUTES, ...JOB_ROUTES],
  polls: POLLS,
  gaps: GAPS,
  presentError,
};
