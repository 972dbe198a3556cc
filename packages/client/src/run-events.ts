import type { RunEvent } from '@millrace/protocol';
import { delay } from './delay.ts';
import { MillraceConnectionError, UnexpectedAnswerError } from './errors.ts';
import { Patience } from './patience.ts';
import type { PatienceOptions } from './patience.ts';
import type { Requester } from './request.ts';
import { objectWith } from './shape.ts';
import { SseParser } from './sse.ts';

const EVENT = objectWith<RunEvent>('an event of a run', 'seq', 'type', 'at', 'data');

export interface FollowEventsOptions extends PatienceOptions {
  /** Only events after this seq; 0 for all of them. */
  readonly after?: number | undefined;
}

/**
 * The events of a run as they happen, from the first one on, each exactly once and in order. A broken connection is made
 * again where it broke. Ends with the run.
 */
export async function* followEvents(requester: Requester, path: string, options: FollowEventsOptions): AsyncGenerator<RunEvent, void> {
  const patience = new Patience(options);
  let after = options.after ?? 0;
  for (;;) {
    let retryMs = 1000;
    try {
      const headers = { Accept: 'text/event-stream', 'Last-Event-ID': String(after) };
      const response = await requester.send({ method: 'GET', path, headers, signal: options.signal });
      patience.renew();
      if (response.status === 204 || response.body === null) return;
      const parser = new SseParser();
      for await (const event of eventsOf(response.body, parser)) {
        after = event.seq;
        yield event;
        if (event.type === 'run.finished') return;
      }
      retryMs = parser.retryMs ?? retryMs;
    } catch (error) {
      await patience.bear(error);
    }
    await delay(retryMs, options.signal);
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>, parser: SseParser): AsyncGenerator<RunEvent, void> {
  const decoder = new TextDecoder();
  for await (const bytes of piecesOf(body)) {
    for (const { data } of parser.push(decoder.decode(bytes, { stream: true }))) {
      const event: unknown = JSON.parse(data);
      if (!EVENT.fits(event)) throw new UnexpectedAnswerError(EVENT.what);
      yield event;
    }
  }
}

/** A body that breaks off is a lost connection like any other. */
async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    throw new MillraceConnectionError('the event stream', error);
  }
}
