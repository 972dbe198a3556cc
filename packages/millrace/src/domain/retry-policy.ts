/** How often a failed step is tried again, and how long Millrace waits in between. */
export interface RetryPolicy {
  /** Attempts in all, the first one included; 1 means no retry. */
  readonly maximumAttempts: number;
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maximumIntervalMs: number;
  /** Share of the interval that is drawn at random, 0 to 1, so that many failures do not come back together. */
  readonly jitter: number;
  /** Names or codes of errors that another attempt cannot mend. */
  readonly nonRetryable: readonly string[];
}
