import { foldChange } from '../domain/apply-change.ts';
import { decodeChange } from '../domain/decode-change.ts';
import type { Scoring } from '../domain/evaluation.ts';
import type { Json, JsonText } from '../domain/json.ts';
import { queueRun } from '../domain/queue-run.ts';
import type { Run } from '../domain/run.ts';
import type { StoredEventWithPayload } from '../store/store.ts';
import { History } from './history.ts';
import { revive } from './payload.ts';
import { Quotas } from './quotas.ts';

export interface LoadedRun {
  readonly run: Run;
  readonly history: History;
  readonly quotas: Quotas;
  readonly input: JsonText | null;
  /** What its output will be held against; null unless it was started with an example. */
  readonly scoring: Scoring | null;
  readonly lastSeq: number;
}

/** Makes a run and its answers from its log; null when there is no such run. */
export function loadRun(events: readonly StoredEventWithPayload[], runNumber: number): LoadedRun | null {
  const [first, ...later] = events;
  const queued = first === undefined ? null : decodeChange(first.type, first.data, first.payload);
  if (first === undefined || queued?.type !== 'run.queued') return null;
  const history = new History();
  const quotas = new Quotas();
  let run = queueRun(queued, runNumber, first.at);
  let scoring: Scoring | null = null;
  for (const event of later) {
    const change = decodeChange(event.type, event.data, event.payload);
    history.add(change, event.seq);
    quotas.count(change);
    if (change.type === 'evaluation.planned') scoring = { plan: change.plan, expected: revive<Json>(change.payload) };
    run = foldChange(run, change, event.at);
  }
  return { run, history, quotas, input: queued.payload, scoring, lastSeq: run.seq };
}
