const RANK_BYTES = 6;
const RANKS = 2 ** 48;

/**
 * The place of a run in [0, 1), the same for ever, by which a share of all runs is picked.
 *
 * Anybody who holds the sample key of the workspace can work it out: take HMAC-SHA256 with the UTF-8 bytes of the sample
 * key as its key and the UTF-8 bytes of the run id as its message, read the first 6 bytes of the digest as an unsigned
 * big-endian integer, and divide it by 2^48. The result is exact in a double.
 */
export function sampleRank(digest: Uint8Array): number {
  if (digest.length < RANK_BYTES) throw new RangeError(`A rank needs ${RANK_BYTES} bytes, not ${digest.length}.`);
  return digest.subarray(0, RANK_BYTES).reduce((rank, byte) => rank * 256 + byte, 0) / RANKS;
}

/** Whether a run of that rank belongs to a sample of that share: none at 0, all at 1, and each sample holds all smaller ones. */
export function isSampled(rank: number, rate: number): boolean {
  return rank < rate;
}
