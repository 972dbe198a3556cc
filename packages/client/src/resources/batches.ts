import type { Batch, BatchFile, BatchUpload, BatchUploadPart, CreateBatch, Job, OpenBatchUpload } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Call, Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';
import { JOB } from './jobs.ts';

const BATCH = objectWith<Batch>('a batch', 'id', 'number', 'name');
const FILE = objectWith<BatchFile>('a file of a batch', 'name', 'size_bytes', 'sha256');
const UPLOAD = objectWith<BatchUpload>('an upload in parts', 'id', 'part_bytes', 'part_count', 'parts');
const PART = objectWith<BatchUploadPart>('a part of a file', 'id', 'number', 'size_bytes');

/** As many at a time as the server gives. */
const PAGE = 100;

export interface PutFile extends RequestOptions {
  readonly mediaType?: string | undefined;
}

/** Named sets of files that runs can be started with: `runs.start({ workflow, batch: id })`. */
export class Batches {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  async create(batch: CreateBatch, options: RequestOptions = {}): Promise<Batch> {
    return this.#requester.read({ method: 'POST', path: '/v1/batches', json: batch, ...options }, BATCH);
  }

  /** Newest first. */
  list({ createdBy, signal }: RequestOptions & { readonly createdBy?: string | undefined } = {}): Pages<Batch> {
    return this.#requester.pages({ method: 'GET', path: '/v1/batches', query: { created_by: createdBy, limit: PAGE }, signal }, BATCH);
  }

  async get(id: string, options: RequestOptions = {}): Promise<Batch> {
    return this.#requester.read({ method: 'GET', path: batchPath(id), ...options }, BATCH);
  }

  /** The batch is gone at once, its files with the job. Runs that used it keep theirs. */
  async delete(id: string, options: RequestOptions = {}): Promise<Job> {
    return this.#requester.read({ method: 'DELETE', path: batchPath(id), ...options }, JOB);
  }

  /** By name. */
  files(id: string, options: RequestOptions = {}): Pages<BatchFile> {
    return this.#requester.pages({ method: 'GET', path: batchPath(id, '/files'), query: { limit: PAGE }, ...options }, FILE);
  }

  /** Puts a file into the batch, in the place of one of the same name. */
  async putFile(id: string, name: string, content: NonNullable<Call['body']>, { mediaType, signal }: PutFile = {}): Promise<BatchFile> {
    const headers = { 'Content-Type': mediaType ?? 'application/octet-stream' };
    return this.#requester.read({ method: 'PUT', path: filePath(id, name), headers, body: content, signal }, FILE);
  }

  /** The file as a response whose body has not been read. */
  async download(id: string, name: string, options: RequestOptions = {}): Promise<Response> {
    return this.#requester.send({ method: 'GET', path: filePath(id, name), headers: { Accept: '*/*' }, ...options });
  }

  async removeFile(id: string, name: string, options: RequestOptions = {}): Promise<void> {
    await this.#requester.send({ method: 'DELETE', path: filePath(id, name), ...options });
  }

  /** Hands in a large file in parts, one after the other; a part that fails for a passing reason is sent again. */
  async putLargeFile(
    id: string,
    file: Omit<OpenBatchUpload, 'size_bytes'>,
    content: Blob,
    options: RequestOptions = {},
  ): Promise<BatchFile> {
    const path = batchPath(id, '/uploads');
    const opening = { ...file, size_bytes: content.size };
    const upload = await this.#requester.read({ method: 'POST', path, json: opening, ...options }, UPLOAD);
    const self = `${path}/${upload.id}`;
    const parts: string[] = [];
    for (let number = 1; number <= upload.part_count; number += 1) {
      const body = content.slice((number - 1) * upload.part_bytes, number * upload.part_bytes);
      const part = await this.#requester.read({ method: 'PUT', path: `${self}/parts/${number}`, body, ...options }, PART);
      parts.push(part.id);
    }
    return this.#requester.read({ method: 'POST', path: `${self}:commit`, json: { parts }, ...options }, FILE);
  }
}

function batchPath(id: string, rest = ''): string {
  return `/v1/batches/${encodeURIComponent(id)}${rest}`;
}

function filePath(id: string, name: string): string {
  return batchPath(id, `/files/${name.split('/').map(encodeURIComponent).join('/')}`);
}
