import type { Dialect } from '../dialect.ts';
import { checkContext } from './check-context.ts';
import { Declaration } from './declaration.ts';
import { presentError } from './errors.ts';
import { GAPS } from './gaps.ts';
import { BATCH_ROUTES } from './routes-batches.ts';
import { FILE_ROUTES } from './routes-files.ts';
import { JOB_ROUTES } from './routes-jobs.ts';
import { LIST_ROUTES } from './routes-list.ts';
import { RESULT_ROUTES } from './routes-results.ts';
import { RUN_POLL, RUN_ROUTES } from './routes-runs.ts';
import { UPLOAD_ROUTES } from './routes-uploads.ts';

export const instabase: Dialect = {
  name: 'instabase',
  title: 'Instabase AI Hub',
  declaration: Declaration,
  routes: [...RUN_ROUTES, ...LIST_ROUTES, ...RESULT_ROUTES, ...JOB_ROUTES, ...UPLOAD_ROUTES, ...BATCH_ROUTES, ...FILE_ROUTES],
  polls: [RUN_POLL],
  gaps: GAPS,
  presentError,
  checkPrincipal: checkContext,
};
