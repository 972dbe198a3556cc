/** What a key may be allowed to do: a closed list. Starting the same work again counts as starting, not as reading. */
export const SCOPES = [
  'workflows:read',
  'runs:start',
  'runs:read',
  'runs:control',
  'runs:delete',
  'artifacts:read',
  'uploads:write',
  'reviews:read',
  'reviews:decide',
  'keys:admin',
  'credits:read',
  'credits:admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** `public` needs no key, `any-key` any valid one; everything else is the scope that the key must have. */
export type Policy = Scope | 'public' | 'any-key';

/**
 * Who may call what, by operation id. Deny by default: the server does not start while an operation is missing here,
 * or while an entry names no operation.
 */
export const POLICIES: { readonly [operationId: string]: Policy } = {
  getLiveness: 'public',
  getReadiness: 'public',
  getOpenApi: 'public',
  // The token in the path is the credential; it names one file and expires.
  getSignedFile: 'public',

  getWhoami: 'any-key',

  listWorkflows: 'workflows:read',
  getWorkflow: 'workflows:read',
  listWorkflowVersions: 'workflows:read',

  startRun: 'runs:start',
  startWorkflowRun: 'runs:start',
  previewRun: 'runs:start',
  createQuote: 'runs:start',
  getQuote: 'runs:start',
  retryRun: 'runs:start',
  rerunRun: 'runs:start',

  listRuns: 'runs:read',
  getRun: 'runs:read',
  getRunStatus: 'runs:read',
  listSteps: 'runs:read',
  listEvents: 'runs:read',
  listLogs: 'runs:read',
  listRecordSets: 'runs:read',
  listRecords: 'runs:read',
  listEvaluations: 'runs:read',

  cancelRun: 'runs:control',
  pauseRun: 'runs:control',
  resumeRun: 'runs:control',
  sendSignal: 'runs:control',

  listArtifacts: 'artifacts:read',
  getArtifact: 'artifacts:read',
  getArtifactsZip: 'artifacts:read',
  createUpload: 'uploads:write',
  removeUpload: 'uploads:write',

  listBatches: 'artifacts:read',
  getBatch: 'artifacts:read',
  listBatchFiles: 'artifacts:read',
  getBatchFile: 'artifacts:read',
  createBatch: 'uploads:write',
  deleteBatch: 'uploads:write',
  putBatchFile: 'uploads:write',
  removeBatchFile: 'uploads:write',
  openBatchUpload: 'uploads:write',
  getBatchUpload: 'uploads:write',
  putBatchUploadPart: 'uploads:write',
  commitBatchUpload: 'uploads:write',
  abortBatchUpload: 'uploads:write',

  deleteRun: 'runs:delete',
  getJob: 'any-key',

  listReviews: 'reviews:read',
  getReview: 'reviews:read',
  decideReview: 'reviews:decide',
  getVerdict: 'reviews:read',
  getVerdictHealth: 'reviews:read',
  listExpectedFiles: 'artifacts:read',
  giveVerdict: 'reviews:decide',
  withdrawVerdict: 'reviews:decide',
  putExpectedFile: 'reviews:decide',
  copyExpectedFile: 'reviews:decide',
  renameExpectedFile: 'reviews:decide',
  removeExpectedFile: 'reviews:decide',

  getCredits: 'credits:read',
  listCreditEntries: 'credits:read',
  getPlan: 'credits:read',
  grantCredits: 'credits:admin',
  setPlan: 'credits:admin',

  listApiKeys: 'keys:admin',
  createApiKey: 'keys:admin',
  revokeApiKey: 'keys:admin',
};

/** The policy of each operation. Throws when an operation has none, or a policy has no operation. */
export function checkPolicies(
  operationIds: readonly string[],
  policies: { readonly [operationId: string]: Policy } = POLICIES,
): ReadonlyMap<string, Policy> {
  const table = new Map(Object.entries(policies));
  const missing = operationIds.filter((id) => !table.has(id));
  const unused = [...table.keys()].filter((id) => !operationIds.includes(id));
  if (missing.length > 0) throw new Error(`These operations have no entry in the policy table: ${missing.join(', ')}.`);
  if (unused.length > 0) throw new Error(`These entries of the policy table name no operation: ${unused.join(', ')}.`);
  return table;
}
