/** Limits that request schemas state. The server's own table holds the same numbers; a test keeps them equal. */
export const REQUEST_LIMITS = {
  nameLength: 128,
  tags: 32,
  tagLength: 128,
  concurrencyKeyLength: 128,
  priorityMax: 1000,
  credits: 1_000_000_000,
  creditNoteLength: 1024,
  pageSize: 100,
  pageSizeDefault: 25,
  waitSeconds: 60,
  reviewNoteLength: 8 * 1024,
  apiKeyNameLength: 128,
  artifactPathLength: 512,
} as const;
