import { decodeChange } from '../domain/decode-change.ts';
import type { Run } from '../domain/run.ts';
import type { Step } from '../domain/step.ts';
import type { LoggedChange } from '../domain/step-fold.ts';
import { foldSteps } from '../domain/steps.ts';
import type { ApiDeps } from './api-deps.ts';
import { everyEvent } from './every-event.ts';

/** The steps of a run as of the seq at which it was read. */
export function stepsOfRun(deps: ApiDeps, run: Run): readonly Step[] {
  const changes: LoggedChange[] = [];
  for (const { seq, at, type, data } of everyEvent(deps, run)) {
    // Payloads are not read for this; whether there is one is found out when a result is asked for.
    changes.push({ seq, at, change: decodeChange(type, data, null), hasPayload: true });
  }
  return foldSteps(changes, run.status);
}
