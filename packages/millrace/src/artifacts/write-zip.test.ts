import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { writeZip, type ZipEntry } from './write-zip.ts';

const TEN_PAST = Date.UTC(2026, 4, 6, 10, 10, 10);

function entry(path: string, content: string | Buffer, mediaType = 'text/plain'): ZipEntry {
  return { path, mediaType, modifiedAt: TEN_PAST, content: () => Readable.from([Buffer.from(content)]) };
}

async function zipOf(...entries: readonly ZipEntry[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeZip(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a ZIP', () => {
  test('holds each file under its name, whatever script it is written in', async () => {
    const files = { 'a.txt': 'one', 'out/ä ö/日本.csv': 'x,y\n'.repeat(5_000), empty: '', '🌊.md': '# wave' };
    const zip = await zipOf(...Object.entries(files).map(([path, content]) => entry(path, content)));
    const found = Object.entries(unzipSync(zip)).map(([path, content]) => [path, strFromU8(content)]);
    assert.deepEqual(Object.fromEntries(found), files);
    assert.deepEqual(
      found.map(([path]) => path),
      Object.keys(files),
    );
  });

  test('says in its general flags that names are UTF-8', async () => {
    const zip = await zipOf(entry('ä', 'x'));
    assert.equal(zip.readUInt32LE(0), 0x04034b50);
    assert.equal(zip.readUInt16LE(6) & 0x0800, 0x0800);
  });

  test('packs text, and stores what is packed already', async () => {
    const text = 'the same line again\n'.repeat(1_000);
    const sizes = await Promise.all(
      ['text/plain', 'image/png', 'video/mp4', 'application/pdf'].map(async (type) => (await zipOf(entry('f', text, type))).byteLength),
    );
    const [packed = 0, ...stored] = sizes;
    assert.ok(packed < text.length / 10);
    assert.ok(stored.every((size) => size > text.length));
    const both = unzipSync(await zipOf(entry('a', text), entry('b', text, 'image/png')));
    assert.equal(strFromU8(both['a'] ?? new Uint8Array()), text);
    assert.equal(strFromU8(both['b'] ?? new Uint8Array()), text);
  });

  test('reads no further than its reader', async () => {
    let reads = 0;
    const source = (): AsyncIterable<Uint8Array> =>
      Readable.from(
        blocks(() => {
          reads += 1;
        }),
        { highWaterMark: 1 },
      );
    const chunks = writeZip([{ path: 'a', mediaType: 'image/png', modifiedAt: TEN_PAST, content: source }]);
    await chunks.next();
    await chunks.next();
    assert.ok(reads < 10, `${reads} blocks were read`);
    await chunks.return(undefined);
  });

  test('ends with the error of a file that cannot be read', async () => {
    for (const mediaType of ['text/plain', 'image/png']) {
      const broken = { ...entry('b', ''), mediaType, content: () => Readable.from(failing()) };
      await assert.rejects(zipOf(entry('a', 'x'), broken), /it is gone/);
    }
  });

  test('is a ZIP without files too, and takes files from before 1980', async () => {
    assert.deepEqual(unzipSync(await zipOf()), {});
    assert.deepEqual(Object.keys(unzipSync(await zipOf({ ...entry('old', 'x'), modifiedAt: 0 }))), ['old']);
  });
});

function* blocks(noted: () => void): Generator<Uint8Array> {
  for (let block = 0; block < 100; block++) {
    noted();
    yield Buffer.alloc(64 * 1024);
  }
}

function* failing(): Generator<Uint8Array> {
  yield Buffer.alloc(10);
  throw new Error('it is gone');
}
