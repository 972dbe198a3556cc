import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { MillraceError } from '../../domain/errors.ts';
import type { ArtifactStore } from '../artifact-store.ts';

interface World {
  readonly files: ArtifactStore;
  close(): Promise<void>;
}

/** What every artifact store has to do. `setup` makes an empty one. */
export function testArtifactStore(setup: () => Promise<World>): void {
  async function open(context: TestContext): Promise<ArtifactStore> {
    const world = await setup();
    context.after(async () => world.close());
    return world.files;
  }

  describe('an artifact store', () => {
    test('gives back what was written, with its size and hash', async (context) => {
      const files = await open(context);
      const content = Buffer.from('one, two, three');
      const written = await files.write(chunks(content.subarray(0, 5), content.subarray(5)), { maxBytes: 100 });
      assert.equal(written.sizeBytes, content.byteLength);
      assert.equal(written.sha256, createHash('sha256').update(content).digest('hex'));
      assert.deepEqual(await read(files, written.storageKey), content);
    });

    test('takes an empty file and a file of many chunks', async (context) => {
      const files = await open(context);
      const empty = await files.write(chunks(), { maxBytes: 0 });
      assert.equal(empty.sizeBytes, 0);
      assert.equal((await read(files, empty.storageKey)).byteLength, 0);
      const parts = Array.from({ length: 40 }, (_, index) => Buffer.alloc(index % 3 === 0 ? 100_000 : 10, index));
      const large = await files.write(chunks(...parts), { maxBytes: 10_000_000 });
      assert.deepEqual(await read(files, large.storageKey), Buffer.concat(parts));
    });

    test('gives every file a key of its own, even for the same content', async (context) => {
      const files = await open(context);
      const keys = await Promise.all(
        Array.from({ length: 20 }, async () => (await files.write(chunks(Buffer.from('same')), { maxBytes: 10 })).storageKey),
      );
      assert.equal(new Set(keys).size, keys.length);
    });

    test('reads a range with both ends included', async (context) => {
      const files = await open(context);
      const { storageKey } = await files.write(chunks(Buffer.from('0123456789')), { maxBytes: 10 });
      assert.equal((await read(files, storageKey, { start: 0, end: 0 })).toString(), '0');
      assert.equal((await read(files, storageKey, { start: 3, end: 6 })).toString(), '3456');
      assert.equal((await read(files, storageKey, { start: 9, end: 9 })).toString(), '9');
    });

    test('takes a file of exactly the limit and nothing of a larger one', async (context) => {
      const files = await open(context);
      const { sizeBytes } = await files.write(chunks(Buffer.alloc(6), Buffer.alloc(4)), { maxBytes: 10 });
      assert.equal(sizeBytes, 10);
      const before = await listed(files);
      await assert.rejects(files.write(chunks(Buffer.alloc(6), Buffer.alloc(5)), { maxBytes: 10 }), hasCode('limit_exceeded'));
      assert.deepEqual(await listed(files), before);
      assert.equal(await files.removeUnfinished(Number.MAX_SAFE_INTEGER), 0);
    });

    test('stops reading content as soon as it is too large', async (context) => {
      const files = await open(context);
      await assert.rejects(files.write(Readable.from(endless()), { maxBytes: 1_000_000 }), hasCode('limit_exceeded'));
    });

    test('keeps nothing of content that fails half-way, and passes on why', async (context) => {
      const files = await open(context);
      await assert.rejects(files.write(Readable.from(broken()), { maxBytes: 1_000 }), /the sender went away/);
      assert.deepEqual(await listed(files), []);
      assert.equal(await files.removeUnfinished(Number.MAX_SAFE_INTEGER), 0);
    });

    test('lists what is stored until it is removed, and does not mind removing it twice', async (context) => {
      const files = await open(context);
      const first = await files.write(chunks(Buffer.from('a')), { maxBytes: 10 });
      const second = await files.write(chunks(Buffer.from('b')), { maxBytes: 10 });
      assert.deepEqual(await listed(files), [first.storageKey, second.storageKey].toSorted());
      await files.remove(first.storageKey);
      await files.remove(first.storageKey);
      assert.deepEqual(await listed(files), [second.storageKey]);
      await assert.rejects(read(files, first.storageKey), hasCode('not_found'));
    });

    test('does not read or remove anything by a key that it did not make', async (context) => {
      const files = await open(context);
      for (const key of ['', '..', '../secret', '/etc/passwd', 'ab/../../x', 'ab/00000000-0000-0000-0000-00000000000\0']) {
        await assert.rejects(read(files, key), hasCode('not_found'), key);
        await assert.rejects(files.remove(key), hasCode('not_found'), key);
      }
    });
  });
}

export function chunks(...parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  return Readable.from(parts);
}

function* endless(): Generator<Uint8Array> {
  for (;;) yield Buffer.alloc(64 * 1024);
}

function* broken(): Generator<Uint8Array> {
  yield Buffer.alloc(500);
  throw new Error('the sender went away');
}

async function read(files: ArtifactStore, storageKey: string, range?: { start: number; end: number }): Promise<Buffer> {
  return Buffer.concat(await collect(files.read(storageKey, range)));
}

/** The keys of all files, sorted. */
export async function listed(files: ArtifactStore): Promise<readonly string[]> {
  return (await collect(files.list())).map(({ storageKey }) => storageKey).toSorted();
}

async function collect<T>(iterable: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of iterable) all.push(one);
  return all;
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => MillraceError.is(error) && error.code === code;
}
