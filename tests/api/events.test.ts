import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { EventList, LogList, RunEvent } from '../../packages/protocol/src/index.ts';
import { startApi, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

interface Sent {
  readonly id: string;
  readonly event: string;
  readonly data: RunEvent;
}

/** What a stream sent, as a client of event streams would read it. */
function parseStream(text: string): readonly Sent[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const fields = new Map(
        block.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      return { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data: RunEvent.parse(JSON.parse(fields.get('data') ?? '')) };
    });
}

async function readStream(id: string, headers: { readonly [name: string]: string } = {}): Promise<readonly Sent[]> {
  const response = await fetch(`${api.url}/v1/runs/${id}/events`, {
    headers: { authorization: `Bearer ${api.key}`, accept: 'text/event-stream', ...headers },
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.equal(response.headers.get('x-accel-buffering'), 'no');
  return parseStream(await response.text());
}

async function allPages(id: string, limit: number): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for (let cursor = ''; ;) {
    const page = (await api.request(`/v1/runs/${id}/events?limit=${limit}${cursor}`)).as(EventList);
    events.push(...page.data);
    if (page.next_cursor === null) return events;
    cursor = `&cursor=${page.next_cursor}`;
  }
}

describe('the events of a run', () => {
  it('are the same as pages and as a stream, numbered without a gap', async () => {
    const { id } = await api.finish('deliver');
    const paged = await allPages(id, 7);
    const streamed = await readStream(id);
    assert.deepEqual(
      streamed.map(({ data }) => data),
      paged,
    );
    assert.deepEqual(
      paged.map(({ seq }) => seq),
      paged.map((_, index) => index + 1),
    );
    assert.deepEqual(
      streamed.map((sent) => [sent.id, sent.event]),
      paged.map(({ seq, type }) => [String(seq), type]),
    );
    assert.equal(paged[0]?.type, 'run.queued');
    assert.equal(paged.at(-1)?.type, 'run.finished');
  });

  it('come as they happen, up to the end of the run', async () => {
    const { id } = await api.start('wait-for-go');
    await api.until(id, 'waiting');
    const stream = readStream(id);
    await api.request(`/v1/runs/${id}/signals/go`, { body: { payload: 5 } });
    const sent = await stream;
    assert.equal(sent.at(-1)?.event, 'run.finished');
    assert.deepEqual(
      sent.map(({ data }) => data),
      await allPages(id, 100),
    );
  });

  it('go on after the last one that a client has seen, and end with 204 when there will be no more', async () => {
    const { id } = await api.finish('greet');
    const all = await readStream(id);
    const rest = await readStream(id, { 'last-event-id': '2' });
    assert.deepEqual(rest, all.slice(2));
    const last = all.at(-1)?.id ?? '';
    const over = await api.request(`/v1/runs/${id}/events`, { headers: { accept: 'text/event-stream', 'last-event-id': last } });
    assert.equal(over.status, 204);
    const beyond = await api.request(`/v1/runs/${id}/events?after=${last}`, { headers: { accept: 'text/event-stream' } });
    assert.equal(beyond.status, 204);
  });

  it('reach many readers at once, who come and go', async () => {
    const { id } = await api.start('wait-for-go');
    await api.until(id, 'waiting');
    const readers = Array.from({ length: 50 }, async () => readStream(id));
    const impatient = new AbortController();
    const gone = fetch(`${api.url}/v1/runs/${id}/events`, {
      headers: { authorization: `Bearer ${api.key}`, accept: 'text/event-stream' },
      signal: impatient.signal,
    });
    await gone;
    impatient.abort();
    await api.request(`/v1/runs/${id}/signals/go`, { body: {} });
    const streams = await Promise.all(readers);
    for (const sent of streams) assert.deepEqual(sent, streams[0]);
    assert.equal(streams[0]?.at(-1)?.event, 'run.finished');
  });

  it('need a readable id to go on from', async () => {
    const { id } = await api.finish('greet');
    const answer = await api.request(`/v1/runs/${id}/events`, { headers: { accept: 'text/event-stream', 'last-event-id': 'x' } });
    assert.equal(answer.status, 400);
    assert.equal(answer.pointers()[0], 'header:last-event-id');
  });

  it('wait in the store and not in memory for a reader who does not read', async () => {
    const { id, seq } = await api.finish('chatty');
    const { hostname, port } = new URL(api.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`GET /v1/runs/${id}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.key}\r\nAccept: text/event-stream\r\n\r\n`);
    await once(socket, 'readable');
    assert.equal((await api.request(`/v1/runs/${id}/status`)).status, 200);
    let text = '';
    for await (const part of socket) {
      text += String(part);
      if (text.endsWith('0\r\n\r\n')) break;
    }
    assert.equal([...text.matchAll(/^id: /gm)].length, seq);
    assert.match(text, /event: run\.finished/);
  });
});

describe('the log lines of a run', () => {
  it('are read by level and in pages', async () => {
    const { id } = await api.finish('deliver');
    const all = (await api.request(`/v1/runs/${id}/logs`)).as(LogList).data;
    assert.deepEqual(
      all.map(({ level, message, fields }) => [level, message, fields]),
      [
        ['info', 'gathering', { source: 'memory' }],
        ['warn', 'half of it is odd', {}],
      ],
    );
    const warnings = (await api.request(`/v1/runs/${id}/logs?level=warn`)).as(LogList).data;
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ['half of it is odd'],
    );
    const page = (await api.request(`/v1/runs/${id}/logs?limit=1`)).as(LogList);
    const next = (await api.request(`/v1/runs/${id}/logs?limit=1&cursor=${page.next_cursor}`)).as(LogList);
    assert.deepEqual([...page.data, ...next.data], all);
  });
});
