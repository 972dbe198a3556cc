/** This file cannot be read, however often it is tried; its item fails and the run goes on. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code = 'unreadable_file';
  readonly retryable = false;
}
