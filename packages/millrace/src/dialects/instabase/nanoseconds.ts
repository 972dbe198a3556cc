/** Epoch milliseconds as epoch nanoseconds: more than 2^53, and so not a number. */
export function nanoseconds(at: number): bigint {
  return BigInt(at) * 1_000_000n;
}
