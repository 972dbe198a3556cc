import type { Poll } from '../dialect.ts';
import { presentStatus } from './present.ts';
import { seconds } from '../seconds.ts';
import { readUuid } from './translate.ts';
import { VERSION_HEADER } from './version-gate.ts';
import { factsOf, shownRun } from './workflows.ts';

export const POLLS: readonly Poll[] = [
  {
    path: '/api/v1/workflows/{workflow_id}/runs/{run_id}/status',
    policy: 'runs:read',
    runId: (shown) => readUuid({ run_id: shown }, 'run_id'),
    encode: ({ deps, run, params }) => {
      const shown = shownRun(deps, run, readUuid(params, 'workflow_id'));
      if (shown === null) return null;
      return {
        text: `{"data":${JSON.stringify(presentStatus(factsOf(deps, shown)))},"meta":`,
        ending,
        headers: VERSION_HEADER,
      };
    },
  },
];

/** Ids of requests are plain text, which JSON takes as it is. Written by hand, because every poll has this anew. */
function ending({ requestId, now }: { readonly requestId: string; readonly now: number }): string {
  return `{"request_id":"${requestId}","timestamp":"${currentSecond(now)}"}}`;
}

const current = { second: -1, text: '' };

/** The text of a time changes once in a second, and polls come by the ten thousand. */
function currentSecond(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== current.second) {
    current.second = second;
    current.text = seconds(now);
  }
  return current.text;
}
