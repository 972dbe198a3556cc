import type { AcknowledgedStart, Acknowledged, SeenEvent, SeenStatus, Seen } from '../oracle/evidence.ts';

/** What the clients of the crash test were told, kept apart from anything that the server keeps. */
export class ClientLog {
  readonly #starts = new Map<string, AcknowledgedStart>();
  readonly #signals: Acknowledged['signals'][number][] = [];
  readonly #decisions: Acknowledged['decisions'][number][] = [];
  readonly #cancels: Acknowledged['cancels'][number][] = [];
  readonly #polls = new Map<string, SeenStatus[]>();
  readonly #streams = new Map<string, SeenEvent[]>();
  readonly #mayEndCancelled = new Set<string>();
  readonly #unexpected: string[] = [];
  quarantined = 0;
  parked = 0;

  started(start: Omit<AcknowledgedStart, 'runIds' | 'mustComplete'>, runId: string): void {
    const before = this.#starts.get(start.key)?.runIds ?? [];
    this.#starts.set(start.key, { ...start, runIds: [...before, runId], mustComplete: true });
  }

  signalled(runId: string, name: string): void {
    this.#signals.push({ runId, name });
  }

  decided(runId: string, reviewId: string, decision: string): void {
    this.#decisions.push({ runId, reviewId, decision });
  }

  /** Called before the first wish to cancel is sent: from then on the run may end as cancelled. */
  willCancel(runId: string): void {
    this.#mayEndCancelled.add(runId);
  }

  cancelled(runId: string, answer: 'done' | 'requested'): void {
    this.#cancels.push({ runId, answer });
  }

  polled(runId: string, answer: SeenStatus): void {
    const answers = this.#polls.get(runId) ?? [];
    const before = answers.at(-1);
    if (before?.seq !== answer.seq || before.status !== answer.status) answers.push({ seq: answer.seq, status: answer.status });
    this.#polls.set(runId, answers);
  }

  streamed(runId: string, event: SeenEvent): void {
    const events = this.#streams.get(runId) ?? [];
    events.push(event);
    this.#streams.set(runId, events);
  }

  /** The id that a reader of the stream continues from. */
  lastEventId(runId: string): number | null {
    return this.#streams.get(runId)?.at(-1)?.seq ?? null;
  }

  surprised(error: unknown): void {
    this.#unexpected.push(error instanceof Error ? error.message : String(error));
  }

  get unexpected(): readonly string[] {
    return this.#unexpected;
  }

  get acknowledged(): Acknowledged {
    const starts = [...this.#starts.values()].map((start) => ({
      ...start,
      mustComplete: !start.runIds.some((runId) => this.#mayEndCancelled.has(runId)),
    }));
    return { starts, signals: this.#signals, decisions: this.#decisions, cancels: this.#cancels };
  }

  get seen(): Seen {
    return {
      polls: [...this.#polls].map(([runId, answers]) => ({ runId, answers })),
      streams: [...this.#streams].map(([runId, events]) => ({ runId, events })),
    };
  }
}
