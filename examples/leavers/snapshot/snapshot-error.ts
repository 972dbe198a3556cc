/** A file that cannot be read as a snapshot, in words for whoever sent it. Another attempt would not help. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
  readonly code = 'unreadable_snapshot';
  readonly retryable = false;
}
