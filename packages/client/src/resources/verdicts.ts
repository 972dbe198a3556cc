import type { Artifact, CopyExpectedFile, GiveVerdict, RenameExpectedFile, Verdict } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Call, Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const VERDICT = objectWith<Verdict>('a verdict', 'run_id', 'verdict', 'status', 'corrections');
const ARTIFACT = objectWith<Artifact>('an artifact', 'id', 'path', 'size_bytes', 'sha256');

export interface JudgeOptions extends RequestOptions {
  /** The ETag of the run as it was seen, for example `"12"`: with another one by now, nothing is changed. */
  readonly ifMatch?: string | undefined;
}

/** What people found about runs after they had ended. */
export class Verdicts {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  async get(runId: string, options: RequestOptions = {}): Promise<Verdict> {
    return this.#requester.read({ method: 'GET', path: verdictPath(runId), ...options }, VERDICT);
  }

  /** What is left out stays as it was; what is null is cleared. */
  async put(runId: string, verdict: GiveVerdict, { ifMatch, signal }: JudgeOptions = {}): Promise<Verdict> {
    const headers = { 'If-Match': ifMatch };
    return this.#requester.read({ method: 'PUT', path: verdictPath(runId), json: verdict, headers, signal }, VERDICT);
  }

  async delete(runId: string, { ifMatch, signal }: JudgeOptions = {}): Promise<void> {
    await this.#requester.send({ method: 'DELETE', path: verdictPath(runId), headers: { 'If-Match': ifMatch }, signal });
  }

  /** The files that the run should have made. */
  expectedFiles(runId: string, options: RequestOptions = {}): Pages<Artifact> {
    return this.#requester.pages({ method: 'GET', path: expectedPath(runId), query: { limit: 100 }, ...options }, ARTIFACT);
  }

  /** Hands in a file that the run should have made, in the place of one of the same name. */
  async putExpectedFile(
    runId: string,
    name: string,
    content: NonNullable<Call['body']>,
    { mediaType = 'application/octet-stream', signal }: RequestOptions & { readonly mediaType?: string | undefined } = {},
  ): Promise<Artifact> {
    const headers = { 'Content-Type': mediaType };
    return this.#requester.read({ method: 'PUT', path: expectedPath(runId, name), headers, body: content, signal }, ARTIFACT);
  }

  /** Takes a file of the run as one that it should have made. */
  async copyExpectedFile(runId: string, copy: CopyExpectedFile, options: RequestOptions = {}): Promise<Artifact> {
    return this.#requester.read({ method: 'POST', path: expectedPath(runId), json: copy, ...options }, ARTIFACT);
  }

  async renameExpectedFile(runId: string, names: RenameExpectedFile, options: RequestOptions = {}): Promise<Artifact> {
    return this.#requester.read({ method: 'POST', path: `${expectedPath(runId)}:rename`, json: names, ...options }, ARTIFACT);
  }

  async deleteExpectedFile(runId: string, name: string, options: RequestOptions = {}): Promise<void> {
    await this.#requester.send({ method: 'DELETE', path: expectedPath(runId, name), ...options });
  }
}

function verdictPath(runId: string): string {
  return `/v1/runs/${encodeURIComponent(runId)}/verdict`;
}

function expectedPath(runId: string, name?: string): string {
  const all = `/v1/runs/${encodeURIComponent(runId)}/expected`;
  return name === undefined ? all : `${all}/${name.split('/').map(encodeURIComponent).join('/')}`;
}
