/** What an error says about itself that matters for trying again. */
export interface FailureFacts {
  readonly name: string;
  readonly code: string | null;
  /** False when the error carries `retryable: false`. */
  readonly retryable: boolean;
  /** From `retryAfterMs` of the error, if it has one. */
  readonly retryAfterMs: number | null;
}

export function failureFacts(thrown: unknown): FailureFacts {
  const none = { name: 'Error', code: null, retryable: true, retryAfterMs: null };
  if (typeof thrown !== 'object' || thrown === null) return none;
  try {
    return {
      name: 'name' in thrown && typeof thrown.name === 'string' ? thrown.name : 'Error',
      code: 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null,
      retryable: !('retryable' in thrown && thrown.retryable === false),
      retryAfterMs: 'retryAfterMs' in thrown && typeof thrown.retryAfterMs === 'number' ? thrown.retryAfterMs : null,
    };
  } catch {
    // Whatever was thrown has getters that throw; it is an error all the same.
    return none;
  }
}
