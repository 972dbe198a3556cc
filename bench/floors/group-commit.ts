import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { answerParent } from '../child.ts';

/**
 * The floor of durable work on this disk: one row an event, as many events a transaction as runs are in flight, one
 * fsync a transaction, and nothing else. A 5-step run is 7 events: its start, its steps and its end.
 */
const EVENTS_PER_RUN = 7;

const question = z.object({ folder: z.string(), inFlight: z.int(), durationMs: z.number() });

answerParent((asked) => commitGroups(question.parse(asked)));

function commitGroups({ folder, inFlight, durationMs }: z.infer<typeof question>): number {
  const db = new DatabaseSync(join(folder, `floor-${process.pid}.db`));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS events (run_key INTEGER NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL,
      data TEXT NOT NULL, payload TEXT, PRIMARY KEY (run_key, seq)) STRICT, WITHOUT ROWID; DELETE FROM events;`);
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
  const data = JSON.stringify({ op: 'step:work#0', name: 'work', attempt: 1, stage: null, startedAt: Date.now(), copiedFrom: null });
  let events = 0;
  const begun = performance.now();
  while (performance.now() - begun < durationMs) {
    db.exec('BEGIN IMMEDIATE');
    for (let run = 0; run < inFlight; run++) {
      const round = Math.floor(events / inFlight / EVENTS_PER_RUN);
      insert.run(round * inFlight + run, Math.floor(events / inFlight) % EVENTS_PER_RUN, 'step.completed', Date.now(), data, '{"value":1}');
    }
    db.exec('COMMIT');
    events += inFlight;
  }
  const runsPerSecond = events / EVENTS_PER_RUN / ((performance.now() - begun) / 1000);
  db.close();
  return runsPerSecond;
}
