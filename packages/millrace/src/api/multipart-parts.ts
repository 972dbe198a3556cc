import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { MillraceError } from '../domain/errors.ts';
import { bodyStream } from './body-stream.ts';

export interface MultipartLimits {
  /** Of the whole body. */
  readonly bytes: number;
  readonly fields: number;
  readonly fieldBytes: number;
  readonly fieldNameLength: number;
  readonly files: number;
  readonly fileBytes: number;
}

/** Told about each part as it arrives. What they throw ends the reading; a file has to be read to its end or destroyed. */
export interface PartReaders {
  readonly field: (name: string, value: string) => void;
  readonly file: (part: { readonly field: string; readonly filename: string; readonly mediaType: string }, content: Readable) => void;
}

/** Takes a multipart body apart as it comes, no faster than its files are read. Resolves when all of it has been parsed. */
export async function readParts(
  incoming: IncomingMessage,
  limits: MultipartLimits,
  readers: PartReaders,
  failed: AbortSignal,
): Promise<void> {
  const parser = openParser(incoming, limits);
  const failure = Promise.withResolvers<never>();
  // Whoever waits next hears of it; until then nobody does.
  failure.promise.catch(() => {});
  const fail = (error: unknown): void => failure.reject(MillraceError.is(error) ? error : malformed(error));
  failed.addEventListener('abort', () => fail(failed.reason), { once: true });
  listen(parser, limits, readers, fail);
  const finished = once(parser, 'finish');
  finished.catch(fail);
  for await (const chunk of bodyStream(incoming, limits.bytes)) {
    const written = new Promise<void>((resolve) => {
      parser.write(chunk, () => resolve());
    });
    await Promise.race([written, failure.promise]);
  }
  parser.end();
  await Promise.race([finished, failure.promise]);
}

function openParser(incoming: IncomingMessage, limits: MultipartLimits): BusboyInstance {
  const type = incoming.headers['content-type'] ?? '';
  try {
    // One more than allowed, so that what is cut off can be told from what just fits.
    const { fields, fieldBytes, files } = limits;
    return new Busboy({
      headers: { ...incoming.headers, 'content-type': type },
      limits: { fields, files, fieldSize: fieldBytes, parts: fields + files + 1, headerPairs: 20, headerSize: 8 * 1024 },
    });
  } catch (error) {
    throw new MillraceError('malformed_request', 'The Content-Type of a form must be multipart/form-data with a boundary.', {
      cause: error,
    });
  }
}

function listen(parser: BusboyInstance, limits: MultipartLimits, readers: PartReaders, fail: (error: unknown) => void): void {
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      fail(error);
    }
  };
  parser.on('field', (name: string | undefined, value, _nameCut, valueCut) =>
    guarded(() => {
      checkName(name, limits);
      if (valueCut) throw tooLarge(`The field ${JSON.stringify(name)} has more than ${limits.fieldBytes} bytes.`);
      readers.field(name ?? '', value);
    }),
  );
  parser.on('file', (field: string | undefined, content, filename: string | undefined, _encoding, mediaType) => {
    // Whoever reads the file hears of it. An error that nobody listens to would end the process.
    content.on('error', () => {});
    guarded(() => {
      checkName(field, limits);
      readers.file({ field: field ?? '', filename: filename ?? 'file', mediaType }, content);
    });
  });
  parser.on('fieldsLimit', () => fail(tooMany(`The form has more than ${limits.fields} fields.`)));
  parser.on('filesLimit', () => fail(tooMany(`The form has more than ${limits.files} files.`)));
  parser.on('partsLimit', () => fail(tooMany(`The form has more than ${limits.fields + limits.files} parts.`)));
  parser.on('error', fail);
}

function checkName(name: string | undefined, { fieldNameLength }: MultipartLimits): void {
  if (name === undefined || name === '') throw new MillraceError('malformed_request', 'A part of the form has no name.');
  if (name.length > fieldNameLength) throw tooMany(`A part of the form has a name of more than ${fieldNameLength} characters.`);
}

function tooMany(what: string): MillraceError {
  return new MillraceError('limit_exceeded', what);
}

function tooLarge(what: string): MillraceError {
  return new MillraceError('body_too_large', `${what} Send large data as a file.`);
}

function malformed(cause: unknown): MillraceError {
  return new MillraceError('malformed_request', 'The body is not a whole multipart/form-data document.', { cause });
}
