import { join, resolve } from 'node:path';
import { lockDataFolder } from '../store/sqlite/data-folder-lock.ts';
import { makeFolder } from './durable-folder.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

/** The folder that everything of one server is in, for as long as this process has it to itself. */
export interface DataFolder {
  readonly path: string;
  readonly databasePath: string;
  readonly artifactsPath: string;
  readonly secrets: Secrets;
  readonly release: () => void;
}

/** Throws when another process works in the folder. */
export function openDataFolder(data: string): DataFolder {
  const path = resolve(data);
  const artifactsPath = join(path, 'artifacts');
  makeFolder(path);
  const lock = lockDataFolder(path);
  makeFolder(artifactsPath);
  return {
    path,
    databasePath: join(path, 'millrace.db'),
    artifactsPath,
    secrets: loadSecrets(path),
    release: () => lock.release(),
  };
}
