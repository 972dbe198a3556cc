import type { Upload } from '@millrace/protocol';
import type { Call, Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const UPLOAD = objectWith<Upload>('an upload', 'id', 'ref', 'size_bytes', 'sha256');

export interface CreateUpload extends RequestOptions {
  /** A name for people. */
  readonly filename: string;
  readonly mediaType?: string | undefined;
}

/** Files that are handed in for the input of a run. */
export class Uploads {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** Stores a file. Put `ref` of the answer where the input wants the file. */
  async create(content: NonNullable<Call['body']>, { filename, mediaType, signal }: CreateUpload): Promise<Upload> {
    const headers = { 'Content-Type': mediaType ?? 'application/octet-stream' };
    return this.#requester.read({ method: 'POST', path: '/v1/uploads', query: { filename }, headers, body: content, signal }, UPLOAD);
  }
}
