import postgres from 'postgres';
import { servePeer } from '../driver/peer-program.ts';

/**
 * The floor of durable work on Postgres: one row an event, as many events a transaction as runs are in flight, one commit
 * a transaction, and nothing else. A run of five steps is seven events: its start, its steps and its end.
 */
const EVENTS_PER_RUN = 7;
const DATA = JSON.stringify({ op: 'step:work#0', name: 'work', attempt: 1, stage: null, startedAt: Date.now(), copiedFrom: null });
let sql;
let nextRun = 0;

async function setUp({ postgresUrl }) {
  sql = postgres(postgresUrl, { max: 1, onnotice() {} });
  await sql.unsafe(`CREATE TABLE events (run_key bigint NOT NULL, seq int NOT NULL, type text NOT NULL, at bigint NOT NULL,
    data text NOT NULL, payload text, PRIMARY KEY (run_key, seq))`);
  return 'Postgres';
}

async function commitGroup(inFlight, first, seq) {
  const keys = Array.from({ length: inFlight }, (_, run) => first + run);
  await sql`INSERT INTO events SELECT run_key, ${seq}::int, 'step.completed', ${Date.now()}::bigint, ${DATA}, '{"value":1}'
    FROM unnest(${keys}::bigint[]) AS run_key`;
}

servePeer({
  setUp,
  measureRuns: async (inFlight, durationMs) => {
    const begun = performance.now();
    let groups = 0;
    let first = 0;
    while (performance.now() - begun < durationMs) {
      if (groups % EVENTS_PER_RUN === 0) {
        first = nextRun;
        nextRun += inFlight;
      }
      await commitGroup(inFlight, first, groups % EVENTS_PER_RUN);
      groups += 1;
    }
    const tookMs = performance.now() - begun;
    const runs = (groups * inFlight) / EVENTS_PER_RUN;
    const runMs = (tookMs / groups) * EVENTS_PER_RUN;
    return { runs: Math.floor(runs), perSecond: runs / (tookMs / 1000), p50Ms: runMs, p99Ms: runMs };
  },
});
