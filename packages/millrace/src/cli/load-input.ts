import type { Millrace } from '@millrace/client';
import { constants, openAsBlob } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { composeMembers } from './run-input.ts';
import type { InputPart } from './run-input.ts';
import { UsageError } from './usage-error.ts';

const MEDIA_TYPES: { readonly [extension: string]: string } = {
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.xml': 'application/xml',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};

interface LoadOptions {
  readonly signal: AbortSignal;
  /** Told of each file before it is uploaded. */
  readonly onUpload: (path: string) => void;
}

/** The input that the parts describe, with files uploaded; undefined when there are no parts, so that the sample is taken. */
export async function loadInput(client: Millrace, parts: readonly InputPart[], options: LoadOptions): Promise<unknown> {
  const [first] = parts;
  if (first === undefined) return undefined;
  if (first.kind === 'whole') return first.value;
  if (first.kind === 'whole-file') return readJson(first.path);
  const members: { name: readonly string[]; value: unknown }[] = [];
  for (const part of parts) {
    if (part.kind === 'member') members.push(part);
    if (part.kind === 'member-file') members.push({ name: part.name, value: await upload(client, part.path, options) });
  }
  return composeMembers(members);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${path} does not hold JSON: ${error instanceof Error ? error.message : String(error)}. To upload a file, give it a name: --input file=@${path}`,
    );
  }
}

/** The file is read as it is sent, so that its size does not matter. */
async function upload(client: Millrace, path: string, { signal, onUpload }: LoadOptions): Promise<unknown> {
  const mediaType = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  // Opening alone would not find out that there is no such file.
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const content = await openAsBlob(path, { type: mediaType });
  onUpload(path);
  const { ref } = await client.uploads.create(content, { filename: basename(path), mediaType, signal });
  return ref;
}

function unreadable(path: string, error: unknown): UsageError {
  return new UsageError(`The file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}
