import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiskOperation } from './disk-operation.ts';
import { readSaid } from './said.ts';

function send(text: string, socket = 5): DiskOperation {
  return { kind: 'send', socket, bytes: Buffer.from(text) };
}

const HEAD = 'HTTP/1.1 202 Accepted\r\nX-Request-Id: r1\r\nContent-Length: 5\r\n\r\n';

test('an answer is whole with its last byte, on whatever connection', () => {
  const said = readSaid([send(HEAD), send('ab', 6), send('hel'), send('lo'), send(`${HEAD}again`)]);
  assert.deepEqual(
    said.map(({ at, kind, status, body }) => [at, kind, status, body]),
    [
      [3, 'answer', 202, 'hello'],
      [4, 'answer', 202, 'again'],
    ],
  );
  assert.equal(said[0]?.headers.get('x-request-id'), 'r1');
});

test('bytes that the socket did not take are not counted twice', () => {
  const said = readSaid([send(`${HEAD}hello`), { kind: 'sent-less', socket: 5, sent: HEAD.length + 2 }, send('llo')]);
  assert.deepEqual(
    said.map(({ at, body }) => [at, body]),
    [[2, 'hello']],
  );
});

test('the events of a stream are said one by one, and a new connection may have the number of a cut one', () => {
  const stream = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n';
  const said = readSaid([send(stream), send('id: 1\nevent: a\n\nid: 2\n'), send('event: b\n\nid: 3'), send(`${HEAD}hello`)]);
  assert.deepEqual(
    said.map(({ kind, body }) => [kind, body]),
    [
      ['event', 'id: 1\nevent: a'],
      ['event', 'id: 2\nevent: b'],
      ['answer', 'hello'],
    ],
  );
});
