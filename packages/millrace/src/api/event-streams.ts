import type { ServerResponse } from 'node:http';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import { isTerminal } from '../domain/run-status.ts';
import type { Run } from '../domain/run.ts';
import type { EventReads, StoredEvent } from '../store/store.ts';
import { EventStream } from './event-stream.ts';
import type { RunWatch } from './run-watch.ts';

const HEARTBEAT_MS = 15_000;
const BATCH = 100;
/** In characters, of which one may take three bytes: what is queued for one reader stays below the limit. */
const BATCH_LENGTH = LIMITS.sseBufferBytes / 4;

interface Parts {
  readonly events: EventReads;
  readonly watch: RunWatch;
  readonly now: () => number;
  readonly encode: (runId: string, event: StoredEvent) => string;
}

/** The readers of one run. They share what is read and encoded, so that many readers cost little more than one. */
interface Audience {
  readonly workspaceId: string;
  readonly runId: string;
  readonly streams: Set<EventStream>;
  /** Set when the run has ended: the seq of its last event. */
  finalSeq: number | null;
  isScheduled: boolean;
  readonly unsubscribe: () => void;
}

/** Sends committed events to everybody who follows a run, each from where they are. */
export class EventStreams {
  private readonly audiences = new Map<string, Audience>();
  private readonly parts: Parts;
  private readonly heart: NodeJS.Timeout;
  private open = 0;

  constructor(parts: Parts) {
    this.parts = parts;
    this.heart = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.heart.unref();
  }

  /** Follows a run from the event after `after` on, until its end or until the client goes away. */
  follow(run: Run, after: number, outgoing: ServerResponse): void {
    const audience = this.audienceOf(run);
    const stream = new EventStream(outgoing, after, () => this.schedule(audience));
    this.open += 1;
    audience.streams.add(stream);
    outgoing.once('close', () => this.leave(audience, stream));
    this.pump(audience);
  }

  /** Throws when there are so many streams that another one would hurt the others. */
  checkRoom(): void {
    if (this.open < LIMITS.sseConnections) return;
    throw new MillraceError(
      'too_many_connections',
      `${LIMITS.sseConnections} event streams are open. Poll the status, or try again later.`,
      { retryAfterSeconds: 10 },
    );
  }

  close(): void {
    clearInterval(this.heart);
    for (const { streams } of this.audiences.values()) for (const stream of streams) stream.end();
  }

  private audienceOf(run: Run): Audience {
    const key = run.workspaceId + run.id;
    const known = this.audiences.get(key);
    if (known !== undefined) return known;
    const audience: Audience = {
      workspaceId: run.workspaceId,
      runId: run.id,
      streams: new Set(),
      finalSeq: isTerminal(run.status) ? run.seq : null,
      isScheduled: false,
      unsubscribe: this.parts.watch.subscribe(run.workspaceId, run.id, (committed) => {
        if (isTerminal(committed.status)) audience.finalSeq = committed.seq;
        this.schedule(audience);
      }),
    };
    this.audiences.set(key, audience);
    return audience;
  }

  /** Commits that arrive together are sent together. */
  private schedule(audience: Audience): void {
    if (audience.isScheduled) return;
    audience.isScheduled = true;
    setImmediate(() => {
      audience.isScheduled = false;
      this.pump(audience);
    });
  }

  private pump(audience: Audience): void {
    const bySeq = new Map<number, EventStream[]>();
    for (const stream of audience.streams) {
      if (!stream.isReady) continue;
      const group = bySeq.get(stream.sentSeq);
      if (group === undefined) bySeq.set(stream.sentSeq, [stream]);
      else group.push(stream);
    }
    for (const [after, streams] of bySeq) this.advance(audience, after, streams);
  }

  private advance(audience: Audience, after: number, streams: readonly EventStream[]): void {
    const { text, reached, isMore } = this.nextBatch(audience, after);
    const now = this.parts.now();
    // Encoded once for all of them.
    const bytes = Buffer.from(text);
    if (reached > after) for (const stream of streams) stream.send(bytes, reached, now);
    // Of a run that was deleted there is nothing more, whatever its last seq was.
    const isOver = audience.finalSeq !== null && (reached >= audience.finalSeq || !isMore);
    if (isOver) for (const stream of streams) stream.end();
    else if (isMore) this.schedule(audience);
  }

  private nextBatch(
    { workspaceId, runId }: Audience,
    after: number,
  ): { readonly text: string; readonly reached: number; readonly isMore: boolean } {
    const events = this.parts.events.after(workspaceId, runId, after, BATCH);
    let text = '';
    let reached = after;
    for (const event of events) {
      if (text.length > BATCH_LENGTH) return { text, reached, isMore: true };
      text += this.parts.encode(runId, event);
      reached = event.seq;
    }
    return { text, reached, isMore: events.length === BATCH };
  }

  private leave(audience: Audience, stream: EventStream): void {
    if (!audience.streams.delete(stream)) return;
    this.open -= 1;
    if (audience.streams.size > 0) return;
    audience.unsubscribe();
    this.audiences.delete(audience.workspaceId + audience.runId);
  }

  private beat(): void {
    const now = this.parts.now();
    for (const { streams } of this.audiences.values()) for (const stream of streams) stream.heartbeat(now);
  }
}
