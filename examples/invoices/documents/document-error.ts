/** A document that cannot be worked on. Another attempt would read the same bytes, so there is none. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly code: 'unreadable_document' | 'document_too_large' | 'no_text_in_document' | 'not_an_invoice';
  readonly retryable = false;

  constructor(code: DocumentError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
