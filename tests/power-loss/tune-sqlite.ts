import { DatabaseSync } from 'node:sqlite';

/*
 * Preloaded into the server. POWER_CHECKPOINT_PAGES copies the log into the database more often than the server would, so
 * that a short load passes many such moments. POWER_SYNCHRONOUS is the control: with NORMAL, SQLite does not wait for
 * the disk at a commit, and a check that finds nothing missing then is blind.
 */
const { POWER_CHECKPOINT_PAGES: pages, POWER_SYNCHRONOUS: synchronous } = process.env;

function tuned(sql: string): string {
  return sql
    .replace(/wal_autocheckpoint = \d+/u, (whole) => (pages === undefined ? whole : `wal_autocheckpoint = ${pages}`))
    .replace('synchronous = FULL', (whole) => (synchronous === undefined ? whole : `synchronous = ${synchronous}`));
}

const exec: unknown = Reflect.get(DatabaseSync.prototype, 'exec');
if (typeof exec !== 'function') throw new TypeError('There is no DatabaseSync.exec to tune.');
const tuning = new Proxy(exec, {
  apply: (target, self, [sql]): unknown => Reflect.apply(target, self, [tuned(String(sql))]),
});
Reflect.set(DatabaseSync.prototype, 'exec', tuning);
