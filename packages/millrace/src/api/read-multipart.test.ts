import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, IncomingMessage, request } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { FolderArtifactStore } from '../artifacts/fs.ts';
import { CALLER, commandWorld, fails } from '../commands/testing/command-world.ts';
import type { MultipartLimits } from './multipart-parts.ts';
import { isMultipart, readMultipart, type MultipartForm } from './read-multipart.ts';

interface FormReader {
  /** What comes of a body; every so many of its bytes are sent as a chunk of their own. */
  read(
    body: string | Buffer,
    more?: { readonly type?: string; readonly limits?: Partial<MultipartLimits>; readonly chunk?: number; readonly cut?: boolean },
  ): Promise<MultipartForm>;
  contentOf(storageKey: string): Promise<Buffer>;
  stored(): Promise<number>;
}

const BOUNDARY = 'frontier';
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** A server that reads forms over real connections, and keeps their files. */
async function formReader(context: TestContext): Promise<FormReader> {
  const world = commandWorld(context);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-forms-'));
  const artifacts = new FolderArtifactStore(folder);
  const waiting: { limits: Partial<MultipartLimits>; settle: (form: Promise<MultipartForm>) => void }[] = [];
  const server = createServer((incoming, outgoing) => {
    const next = waiting.shift();
    const form = readMultipart({ artifacts, context: world.context }, CALLER, incoming, next?.limits ?? {});
    const answer = (): void => {
      outgoing.end(() => void incoming.destroy());
    };
    form.then(answer, answer);
    next?.settle(form);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    read: async (body, { type = TYPE, limits = {}, chunk = 7, cut = false } = {}) => {
      const outcome = Promise.withResolvers<MultipartForm>();
      waiting.push({ limits, settle: (form) => void form.then(outcome.resolve, outcome.reject) });
      const sending = request({ host: '127.0.0.1', port, method: 'POST', headers: { 'content-type': type } });
      sending.on('error', () => {});
      const bytes = Buffer.from(body);
      for (let from = 0; from < bytes.length; from += chunk) {
        const part = bytes.subarray(from, from + chunk);
        if (cut && from + chunk >= bytes.length) sending.write(part, () => void setImmediate(() => void sending.destroy()));
        else sending.write(part);
      }
      if (!cut) sending.end();
      return outcome.promise;
    },
    contentOf: async (storageKey) => {
      const parts: Uint8Array[] = [];
      for await (const part of artifacts.read(storageKey)) parts.push(part);
      return Buffer.concat(parts);
    },
    stored: async () => {
      let count = await artifacts.removeUnfinished(Number.MAX_SAFE_INTEGER);
      for await (const { storageKey } of artifacts.list()) count += storageKey === '' ? 0 : 1;
      return count;
    },
  };
}

function field(name: string, value: string): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

function file(name: string, filename: string, content: string, type = 'text/csv'): string {
  const disposition = `Content-Disposition: form-data; name="${name}"; filename="${filename}"`;
  return `--${BOUNDARY}\r\n${disposition}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
}

const END = `--${BOUNDARY}--\r\n`;

function typed(type: string): IncomingMessage {
  const incoming = new IncomingMessage(new Socket());
  incoming.headers['content-type'] = type;
  return incoming;
}

describe('a form', () => {
  test('gives its fields and its files, in any order and however it is cut into chunks', async (context) => {
    const forms = await formReader(context);
    const body = [
      field('target', 'wörk'),
      file('files.a', 'ä ö.csv', 'a,b\r\n1,2\r\n'),
      field('tag', 'one'),
      file('files.b', 'b.bin', '', 'application/octet-stream'),
      field('tag', 'two'),
      field('empty', ''),
      END,
    ].join('');
    for (const chunk of [1, 7, 100_000]) {
      const { fields, files } = await forms.read(body, { chunk });
      assert.deepEqual(Object.fromEntries(fields), { target: ['wörk'], tag: ['one', 'two'], empty: [''] });
      assert.deepEqual(
        files.map(({ field: name, upload }) => [name, upload.path, upload.mediaType, upload.sizeBytes]),
        [
          ['files.a', 'ä ö.csv', 'text/csv', 10],
          ['files.b', 'b.bin', 'application/octet-stream', 0],
        ],
      );
      assert.equal((await forms.contentOf(files[0]?.upload.storageKey ?? '')).toString(), 'a,b\r\n1,2\r\n');
    }
  });

  test('hands its files on as they come, whatever bytes they hold', async (context) => {
    const forms = await formReader(context);
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 8)) % 256));
    const body = Buffer.concat([Buffer.from(file('f', 'x', '').slice(0, -2)), bytes, Buffer.from(`\r\n${END}`)]);
    const { files } = await forms.read(body, { chunk: 65_536 });
    assert.equal(files[0]?.upload.sha256, createHash('sha256').update(bytes).digest('hex'));
  });

  test('has nothing but the name of its files: folders before it are left out', async (context) => {
    const forms = await formReader(context);
    const { files } = await forms.read(file('f', '../../etc/passwd', 'x') + END);
    assert.equal(files[0]?.upload.path, 'passwd');
    await fails(forms.read(file('f', '..', 'x') + END), 'invalid_request', '/f');
  });

  test('may be as large as each of its limits, and not larger', async (context) => {
    const forms = await formReader(context);
    const two = field('a', '1') + field('b', '2');
    const files = file('a', 'a', 'x') + file('b', 'b', 'y');
    const within: readonly (readonly [string, Partial<MultipartLimits>])[] = [
      [two + END, { fields: 2 }],
      [files + END, { files: 2 }],
      [field('a', '12345') + END, { fieldBytes: 5 }],
      [field('abc', '') + END, { fieldNameLength: 3 }],
      [file('a', 'a', '12345') + END, { fileBytes: 5 }],
      [two + END, { bytes: Buffer.byteLength(two + END) }],
    ];
    for (const [body, limits] of within) await forms.read(body, { limits });
    const before = await forms.stored();
    const beyond = [
      [two + END, { fields: 1 }, 'limit_exceeded'],
      [files + END, { files: 1 }, 'limit_exceeded'],
      [field('a', '123456') + END, { fieldBytes: 5 }, 'body_too_large'],
      [field('abcd', '') + END, { fieldNameLength: 3 }, 'limit_exceeded'],
      [file('a', 'a', '123456') + END, { fileBytes: 5 }, 'body_too_large'],
      [two + END, { bytes: Buffer.byteLength(two + END) - 1 }, 'body_too_large'],
      [file('a', 'a', 'x'.repeat(500_000)) + END, { fileBytes: 5 }, 'body_too_large'],
    ] as const;
    for (const [body, limits, code] of beyond) {
      const error = await fails(forms.read(body, { limits, chunk: 10_000 }), code);
      assert.ok(error.message.length > 10);
    }
    assert.equal(await forms.stored(), before, 'nothing of them stays');
  });

  test('that is broken off or not a form at all leaves nothing behind', async (context) => {
    const forms = await formReader(context);
    const whole = field('a', '1') + file('f', 'f.csv', 'x'.repeat(100_000)) + END;
    for (const length of [10, 60, 200, 50_000, whole.length - 10]) {
      await fails(forms.read(whole.slice(0, length), { chunk: 5_000 }), 'malformed_request');
      await fails(forms.read(whole.slice(0, length), { chunk: 5_000, cut: true }), 'malformed_request');
    }
    for (const body of ['', 'no form', `--${BOUNDARY}\r\n\r\nwithout a header\r\n${END}`]) {
      await forms.read(body).then(
        ({ fields, files }) => assert.deepEqual([fields.size, files.length], [0, 0]),
        (error: unknown) => assert.match(String(error), /form-data/),
      );
    }
    await fails(forms.read(END, { type: 'multipart/form-data' }), 'malformed_request');
    await fails(forms.read(field('', 'x') + END), 'malformed_request');
    assert.equal(await forms.stored(), 0);
  });

  test('is told by its content type', () => {
    assert.ok(isMultipart(typed(TYPE)) && isMultipart(typed('Multipart/Form-Data; boundary=x')));
    assert.ok(!isMultipart(typed('application/json')) && !isMultipart(typed('multipart/form-database')));
  });
});
