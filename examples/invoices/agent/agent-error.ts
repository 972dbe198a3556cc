/** Why an agent run cannot go on. */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  readonly code:
    | 'model_not_configured'
    | 'model_unreachable'
    | 'model_rate_limited'
    | 'model_unavailable'
    | 'model_key_refused'
    | 'model_request_refused'
    | 'model_answer_invalid'
    | 'turn_limit'
    | 'credit_limit';
  /** False when another attempt would end in the same way. */
  readonly retryable: boolean;
  /** How long the endpoint asked to be left alone. */
  readonly retryAfterMs: number | null;

  constructor(code: AgentError['code'], message: string, more: { retryable?: boolean; retryAfterMs?: number | null } = {}) {
    super(message);
    this.code = code;
    this.retryable = more.retryable ?? false;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}
