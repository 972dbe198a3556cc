import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = /^(?!.*\.(test|d)\.[cm]?[jt]s$).+\.[cm]?[jt]s$/;

/**
 * The files that may hold a workflow: those directly in the folder, and in each folder below it the one that is named
 * like that folder, or `index`. Everything else is theirs to import.
 */
export function findWorkflowFiles(folder: string): readonly string[] {
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => a.name.localeCompare(b.name))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) files.push(...entryOf(join(folder, entry.name), entry.name));
    else if (SOURCE.test(entry.name)) files.push(join(folder, entry.name));
  }
  return files;
}

function entryOf(folder: string, name: string): readonly string[] {
  for (const stem of [name, 'index']) {
    for (const extension of ['ts', 'mts', 'js', 'mjs']) {
      const file = join(folder, `${stem}.${extension}`);
      if (existsSync(file)) return [file];
    }
  }
  return [];
}
