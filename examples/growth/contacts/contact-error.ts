/** A list that cannot be read, in words for whoever sent it. Another attempt would not help. */
export class ContactError extends Error {
  override readonly name = 'ContactError';
  readonly code = 'unreadable_contacts';
  readonly retryable = false;
}
