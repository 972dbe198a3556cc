import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SseParser } from './sse.ts';
import type { SseMessage } from './sse.ts';

const STREAM = 'retry: 250\n\n: a comment\nid: 1\nevent: step\ndata: one\ndata: two\n\nid: 2\ndata:three\n\ndata\n\nid: 3\ndata: cut off';

const EXPECTED: readonly SseMessage[] = [
  { event: 'step', data: 'one\ntwo', lastEventId: '1' },
  { event: 'message', data: 'three', lastEventId: '2' },
  { event: 'message', data: '', lastEventId: '2' },
];

function parse(text: string, size: number): readonly SseMessage[] {
  const parser = new SseParser();
  const messages: SseMessage[] = [];
  for (let index = 0; index < text.length; index += size) messages.push(...parser.push(text.slice(index, index + size)));
  return messages;
}

test('a stream gives the same messages however it is cut into pieces', () => {
  for (let size = 1; size <= STREAM.length; size += 1) assert.deepEqual(parse(STREAM, size), EXPECTED, `pieces of ${size}`);
});

test('lines may end in LF, CR or both', () => {
  for (const end of ['\r', '\r\n']) {
    const text = STREAM.replaceAll('\n', end);
    for (const size of [1, 2, 3, 1000]) assert.deepEqual(parse(text, size), EXPECTED);
  }
});

test('the time to wait before connecting again is taken from the stream', () => {
  const parser = new SseParser();
  assert.equal(parser.retryMs, null);
  parser.push('retry: soon\nretry: 40\n\n');
  assert.equal(parser.retryMs, 40);
});

test('a byte order mark at the start is no part of the first field', () => {
  assert.deepEqual(parse('\uFEFFdata: x\n\n', 1), [{ event: 'message', data: 'x', lastEventId: '' }]);
});

test('a message without data is none, and an id with a NUL is ignored', () => {
  assert.deepEqual(parse('event: step\n\nid: a\0b\ndata: x\n\n', 4), [{ event: 'message', data: 'x', lastEventId: '' }]);
});
