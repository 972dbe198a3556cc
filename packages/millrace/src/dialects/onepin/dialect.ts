import { MillraceError } from '../../domain/errors.ts';
import type { Dialect } from '../dialect.ts';
import { Declaration } from './declaration.ts';
import { presentError } from './errors.ts';
import { GAPS } from './gaps.ts';
import { POLLS } from './polls.ts';
import { ACCOUNT_ROUTES } from './routes-account.ts';
import { CONTROL_ROUTES } from './routes-control.ts';
import { DOWNLOAD_ROUTES } from './routes-downloads.ts';
import { RESULT_ROUTES } from './routes-results.ts';
import { RUN_ROUTES } from './routes-runs.ts';
import { WORKFLOW_ROUTES } from './routes-workflows.ts';
import { refuseOutdatedClient } from './version-gate.ts';

export const onepin: Dialect = {
  name: 'onepin',
  title: 'OnePin',
  declaration: Declaration,
  routes: [...WORKFLOW_ROUTES, ...RUN_ROUTES, ...RESULT_ROUTES, ...DOWNLOAD_ROUTES, ...CONTROL_ROUTES, ...ACCOUNT_ROUTES],
  polls: POLLS,
  gaps: GAPS,
  presentError,
  // A header that names another workspace is a 403 here, where our own API tells nothing.
  checkPrincipal: ({ workspaceId }, { headers }) => {
    refuseOutdatedClient(headers['user-agent']);
    const claimed = headers['x-workspace-id'];
    if (claimed === undefined || claimed === workspaceId) return;
    throw new MillraceError('forbidden', 'X-Workspace-Id is not the workspace of the key.');
  },
};
