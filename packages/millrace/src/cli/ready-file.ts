import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

export interface ReadyFacts {
  readonly url: string;
  readonly api_key: string;
  readonly workspace_id: string;
}

/** Tells another program that the server accepts requests. The file is there whole or not at all, and only its owner can read it. */
export function writeReadyFile(path: string, facts: ReadyFacts): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(facts)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}

/** A file that an earlier process left behind must not be taken for this one's. */
export function removeReadyFile(path: string): void {
  rmSync(path, { force: true });
}
