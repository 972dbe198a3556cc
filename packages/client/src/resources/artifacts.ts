import type { Artifact } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const ARTIFACT = objectWith<Artifact>('an artifact', 'id', 'path', 'size_bytes', 'sha256');

export interface ZipOptions extends RequestOptions {
  /** Any of them; all when left out. */
  readonly roles?: readonly Artifact['role'][] | undefined;
  /** What their paths begin with. */
  readonly prefix?: string | undefined;
}

/** The files that runs took in and produced. */
export class Artifacts {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  list(runId: string, options: RequestOptions = {}): Pages<Artifact> {
    const path = `/v1/runs/${encodeURIComponent(runId)}/artifacts`;
    return this.#requester.pages({ method: 'GET', path, query: { limit: 100 }, ...options }, ARTIFACT);
  }

  /** Files of the run as one ZIP, as a response whose body has not been read. */
  async zip(runId: string, { roles, prefix, signal }: ZipOptions = {}): Promise<Response> {
    const path = `/v1/runs/${encodeURIComponent(runId)}/artifacts:zip`;
    const query = { role: roles, prefix };
    return this.#requester.send({ method: 'GET', path, query, headers: { Accept: 'application/zip' }, signal });
  }

  /** The file as a response whose body has not been read: take `.body`, `.bytes()`, `.text()` or `.blob()`. */
  async download(runId: string, path: string, options: RequestOptions & { readonly range?: string | undefined } = {}): Promise<Response> {
    const name = path.split('/').map(encodeURIComponent).join('/');
    const url = `/v1/runs/${encodeURIComponent(runId)}/artifacts/${name}`;
    return this.#requester.send({ method: 'GET', path: url, headers: { Accept: '*/*', Range: options.range }, signal: options.signal });
  }
}
