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
  apiKeysPerWorkspace: 1_000,
  apiKeyNameLength: 128,
  sseConnections: 20_000,
  sseBufferBytes: 1024 * 1024,
} as const;
