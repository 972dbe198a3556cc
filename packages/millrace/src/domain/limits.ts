/**
 * Every limit of Millrace, in one place. Each has a test at the limit and one beyond it.
 * Sizes are bytes of UTF-8, durations milliseconds.
 */
export const LIMITS = {
  /** A request body, unless the route streams it. */
  bodyBytes: 1024 * 1024,
  jsonDepth: 64,
  jsonKeys: 10_000,
  uploadBytes: 5 * 1024 * 1024 * 1024,
  /** An upload that no run has named by then is removed. */
  uploadKeepMs: 7 * 24 * 3600 * 1000,
  artifactBytes: 5 * 1024 * 1024 * 1024,
  artifactPathLength: 512,
  artifactsPerRun: 10_000,
  batchNameLength: 255,
  batchFiles: 5_000,
  /** The length of the parts of a large file, except the last. */
  partBytes: 8 * 1024 * 1024,
  /** An upload in parts that was not committed by then is removed. */
  partUploadKeepMs: 24 * 3600 * 1000,
  /** Content of all files in one ZIP, before it is packed. The format itself ends at 4 GiB. */
  zipBytes: 2 * 1024 * 1024 * 1024,
  multipartFields: 200,
  multipartFieldBytes: 1024 * 1024,
  multipartFieldNameLength: 128,
  multipartFiles: 100,
  idempotencyKeyLength: 255,
  idempotencyKeepMs: 7 * 24 * 3600 * 1000,
  nameLength: 128,
  tags: 32,
  tagLength: 128,
  metadataBytes: 16 * 1024,
  concurrencyKeyLength: 128,
  priorityMax: 1000,
  startDelayMs: 366 * 24 * 3600 * 1000,
  ttlMs: 366 * 24 * 3600 * 1000,
  timeoutMs: 366 * 24 * 3600 * 1000,
  /** The longest sleep, and the longest time-out of a step or a wait, that a function may ask for: a hundred years. */
  durationMs: 36_525 * 24 * 3600 * 1000,
  waitSeconds: 60,
  pageSize: 100,
  pageSizeDefault: 25,
  inputBytes: 1024 * 1024,
  /** The result of one step, the output of a run, a signal or the data of a review. */
  resultBytes: 1024 * 1024,
  stepsPerRun: 10_000,
  changesPerRun: 200_000,
  attemptsPerStep: 100,
  /** The longest wait that another service may ask for with Retry-After. */
  retryAfterMs: 24 * 3600 * 1000,
  stagesPerRun: 100,
  progressMessageLength: 1024,
  itemsPerMap: 1_000_000,
  itemsPerChunk: 1_000,
  /** Different reasons in the item summary of a run, and the length of one; further ones count as `other`. */
  itemReasons: 100,
  itemReasonLength: 256,
  /** Different providers in the costs of a run, over all currencies; further ones count as `other`. */
  costProviders: 100,
  costCurrencies: 16,
  /** Whole credits in one grant, one estimate or one use. */
  credits: 1_000_000_000,
  /** All that a workspace can be given. */
  creditsGranted: 1_000_000_000_000_000,
  /** What a run has used is counted no further. */
  creditsPerRun: 1_000_000_000_000,
  estimateParts: 100,
  requestsPerMinute: 1_000_000,
  concurrentRuns: 1_000_000,
  quoteTtlMs: 7 * 24 * 3600 * 1000,
  creditNoteLength: 1024,
  recordsPerCall: 10_000,
  recordSetsPerRun: 100,
  logMessageLength: 8 * 1024,
  logFieldsBytes: 16 * 1024,
  logsPerRun: 50_000,
  errorMessageLength: 1024,
  errorStackFrames: 50,
  callDepth: 16,
  childrenPerRun: 10_000,
  crashesBeforeQuarantine: 3,
  cancelGraceMs: 30_000,
  reviewNoteLength: 8 * 1024,
  correctionsPerVerdict: 500,
  correctionIdLength: 128,
  correctionPathLength: 1024,
  correctionLabelLength: 256,
  /** The JSON of all corrections of a verdict together. */
  correctionsBytes: 1024 * 1024,
  /** Changes that a run takes after it has ended: verdicts and expected files. */
  changesAfterEnd: 10_000,
  expectedFilesPerRun: 1_000,
  examplesPerWorkflow: 1_000,
  evaluatorsPerWorkflow: 32,
  evaluatorPaths: 100,
  /** Differences that an evaluation lists for each evaluator, and the length of a text in one. */
  evaluationDifferences: 100,
  differenceTextLength: 256,
  filterIds: 100,
  filterWorkflows: 20,
  healthRuns: 100_000,
  healthRangeMs: 400 * 24 * 3600 * 1000,
  rollingWindow: 1_000,
  apiKeysPerWorkspace: 1_000,
  apiKeyNameLength: 128,
  sseConnections: 20_000,
  sseBufferBytes: 1024 * 1024,
} as const;
