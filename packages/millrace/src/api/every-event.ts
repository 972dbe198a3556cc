import type { Run } from '../domain/run.ts';
import type { StoredEvent } from '../store/store.ts';
import type { ApiDeps } from './api-deps.ts';

const BATCH = 1000;

/** The log of a run up to the seq at which the run was read, without payloads. */
export function* everyEvent(deps: ApiDeps, run: Run): Generator<StoredEvent> {
  for (let after = 0; after < run.seq;) {
    const events = deps.context.store.events.after(run.workspaceId, run.id, after, BATCH);
    for (const event of events) if (event.seq <= run.seq) yield event;
    const last = events.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
