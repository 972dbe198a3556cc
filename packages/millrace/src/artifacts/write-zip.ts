import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, crc32 } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';

/** A file as it will be in the ZIP. */
export interface ZipEntry {
  /** Relative, segments parted by `/`; each only once. */
  readonly path: string;
  readonly mediaType: string;
  readonly modifiedAt: number;
  readonly content: () => AsyncIterable<Uint8Array>;
}

const STORED = 0;
const DEFLATED = 8;
/** Media types whose content is packed already: packing it again costs time and gains nothing. */
const PACKED =
  /^(image\/(?!svg|bmp|tiff)|video\/|audio\/(?!x-wav|wav|aiff)|application\/(zip|gzip|pdf|x-7z|vnd\.openxml|vnd\.rar|zstd|epub))/;
/** The format has two seconds from 1980 on, and no zone. */
const EARLIEST = Date.UTC(1980, 0, 2);

/**
 * A ZIP of files, made while it is read: never more than a few chunks of one file are in memory, and nothing is read ahead
 * of whoever reads the ZIP. Packing goes on outside of this thread. All content together must stay below 4 GiB.
 */
export async function* writeZip(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  const take = (): readonly Uint8Array[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  for (const entry of entries) {
    const file = inputFile(entry);
    zip.add(file);
    for await (const chunk of packed(entry, file)) {
      file.ondata?.(null, new Uint8Array(chunk), false);
      yield* take();
    }
    file.ondata?.(null, new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}

interface Counted extends ZipInputFile {
  size: number;
  crc: number;
}

function inputFile({ path, mediaType, modifiedAt }: ZipEntry): Counted {
  const compression = PACKED.test(mediaType) ? STORED : DEFLATED;
  return { filename: path, compression, size: 0, crc: 0, mtime: Math.max(EARLIEST, modifiedAt) };
}

/** The content as it goes into the ZIP; what it was before is counted on the way. */
async function* packed({ content }: ZipEntry, file: Counted): AsyncGenerator<Uint8Array> {
  const counted = count(content(), file);
  yield* file.compression === STORED ? counted : deflate(counted);
}

async function* count(content: AsyncIterable<Uint8Array>, file: Counted): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    file.size += chunk.byteLength;
    file.crc = crc32(chunk, file.crc);
    yield chunk;
  }
}

async function* deflate(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const packer = createDeflateRaw();
  const fed = pipeline(content, packer);
  // What goes wrong on the way reaches whoever reads what was packed.
  fed.catch(() => {});
  yield* packer;
}
