import type { Route } from './route.ts';
import { listEvaluationsRoute } from './routes/evaluations/routes.ts';
import {
  copyExpectedFileRoute,
  listExpectedFilesRoute,
  putExpectedFileRoute,
  removeExpectedFileRoute,
  renameExpectedFileRoute,
} from './routes/expected-files/routes.ts';
import { getVerdictHealthRoute } from './routes/verdicts/health.ts';
import { getVerdictRoute, giveVerdictRoute, withdrawVerdictRoute } from './routes/verdicts/routes.ts';

/** What is found about runs: by evaluations when they end, and by people afterwards. */
export const FINDING_ROUTES: readonly Route[] = [
  getVerdictRoute,
  giveVerdictRoute,
  withdrawVerdictRoute,
  getVerdictHealthRoute,
  listExpectedFilesRoute,
  putExpectedFileRoute,
  copyExpectedFileRoute,
  renameExpectedFileRoute,
  removeExpectedFileRoute,
  listEvaluationsRoute,
];
