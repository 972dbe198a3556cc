import { Zip, ZipDeflate } from 'fflate';

export interface ZipEntry {
  readonly path: string;
  readonly content: () => Promise<Uint8Array>;
}

/** The same archive for the same files, whenever it is made: entries carry the first day that a ZIP can name. */
const NO_TIME = new Date(1980, 0, 1);

/** An archive, entry by entry: no more than one file and its packed form are in memory at a time. */
export async function* zipUp(entries: Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const failures: Error[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) failures.push(error);
    packed.push(piece);
  });
  for (const { path, content } of entries) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = NO_TIME;
    zip.add(entry);
    entry.push(await content(), true);
    yield* packed.splice(0);
    const [failure] = failures;
    if (failure !== undefined) throw failure;
  }
  zip.end();
  yield* packed;
}
