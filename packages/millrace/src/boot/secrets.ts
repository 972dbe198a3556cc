import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from './durable-folder.ts';

/** Secrets of one data folder: made at the first start, kept in a file that only its owner can read. */
export interface Secrets {
  /** Keys are stored as HMACs under it, so a stolen database opens no door. */
  readonly pepper: string;
  readonly linkSecret: string;
}

export function loadSecrets(folder: string): Secrets {
  const path = join(folder, 'secrets.json');
  if (existsSync(path)) return parseSecrets(path);
  const secrets = { pepper: randomBytes(32).toString('hex'), linkSecret: randomBytes(32).toString('hex') };
  writePrivateFile(path, JSON.stringify(secrets));
  return secrets;
}

/** Writes a file whole or not at all, readable by its owner only, and makes it durable. */
export function writePrivateFile(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

function parseSecrets(path: string): Secrets {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof value === 'object' && value !== null && 'pepper' in value && 'linkSecret' in value) {
    const { pepper, linkSecret } = value;
    if (typeof pepper === 'string' && typeof linkSecret === 'string') return { pepper, linkSecret };
  }
  throw new Error(`${path} does not hold the secrets of this data folder. Restore it from a backup: without it no API key is valid.`);
}
