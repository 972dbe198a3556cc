import { FINDING_ROUTES } from './finding-routes.ts';
import type { Route } from './route.ts';
import { createApiKeyRoute, listApiKeysRoute, revokeApiKeyRoute } from './routes/api-keys/routes.ts';
import { getArtifactRoute, getArtifactsZipRoute, getSignedFileRoute, listArtifactsRoute } from './routes/artifacts/routes.ts';
import { getBatchFileRoute, listBatchFilesRoute, putBatchFileRoute, removeBatchFileRoute } from './routes/batches/files.ts';
import { createBatchRoute, deleteBatchRoute, getBatchRoute, listBatchesRoute } from './routes/batches/routes.ts';
import {
  abortBatchUploadRoute,
  commitBatchUploadRoute,
  getBatchUploadRoute,
  openBatchUploadRoute,
  putBatchUploadPartRoute,
} from './routes/batches/uploads.ts';
import { getCreditsRoute, grantCreditsRoute, listCreditEntriesRoute } from './routes/credits/routes.ts';
import { listEventsRoute, listLogsRoute } from './routes/events/routes.ts';
import { getLivenessRoute, getReadinessRoute } from './routes/health/routes.ts';
import { getJobRoute } from './routes/jobs/routes.ts';
import { getOpenApiRoute } from './routes/openapi/routes.ts';
import { getPlanRoute, setPlanRoute } from './routes/plan/routes.ts';
import { createQuoteRoute, getQuoteRoute, previewRunRoute } from './routes/quotes/routes.ts';
import { listRecordSetsRoute, listRecordsRoute } from './routes/records/routes.ts';
import { decideReviewRoute, getReviewRoute, listReviewsRoute } from './routes/reviews/routes.ts';
import { cancelRunRoute, pauseRunRoute, rerunRunRoute, resumeRunRoute, retryRunRoute, sendSignalRoute } from './routes/runs/actions.ts';
import { deleteRunRoute } from './routes/runs/delete.ts';
import { listRunsRoute } from './routes/runs/list.ts';
import { getRunRoute, getRunStatusRoute } from './routes/runs/routes.ts';
import { startRunRoute, startWorkflowRunRoute } from './routes/runs/start.ts';
import { listStepsRoute } from './routes/steps/routes.ts';
import { createUploadRoute, removeUploadRoute } from './routes/uploads/routes.ts';
import { getWhoamiRoute } from './routes/whoami/routes.ts';
import { getWorkflowRoute, listWorkflowVersionsRoute, listWorkflowsRoute } from './routes/workflows/routes.ts';

/** Every operation of the API. */
export const ROUTES: readonly Route[] = [
  listWorkflowsRoute,
  getWorkflowRoute,
  listWorkflowVersionsRoute,
  startWorkflowRunRoute,
  startRunRoute,
  listRunsRoute,
  getRunRoute,
  getRunStatusRoute,
  deleteRunRoute,
  cancelRunRoute,
  pauseRunRoute,
  resumeRunRoute,
  retryRunRoute,
  rerunRunRoute,
  sendSignalRoute,
  listStepsRoute,
  listEventsRoute,
  listLogsRoute,
  listRecordSetsRoute,
  listRecordsRoute,
  listArtifactsRoute,
  getArtifactsZipRoute,
  getArtifactRoute,
  getSignedFileRoute,
  createUploadRoute,
  removeUploadRoute,
  createBatchRoute,
  listBatchesRoute,
  getBatchRoute,
  deleteBatchRoute,
  listBatchFilesRoute,
  putBatchFileRoute,
  getBatchFileRoute,
  removeBatchFileRoute,
  openBatchUploadRoute,
  getBatchUploadRoute,
  putBatchUploadPartRoute,
  commitBatchUploadRoute,
  abortBatchUploadRoute,
  getJobRoute,
  listReviewsRoute,
  getReviewRoute,
  decideReviewRoute,
  ...FINDING_ROUTES,
  previewRunRoute,
  createQuoteRoute,
  getQuoteRoute,
  getCreditsRoute,
  listCreditEntriesRoute,
  grantCreditsRoute,
  getPlanRoute,
  setPlanRoute,
  listApiKeysRoute,
  createApiKeyRoute,
  revokeApiKeyRoute,
  getWhoamiRoute,
  getLivenessRoute,
  getReadinessRoute,
  getOpenApiRoute,
];
