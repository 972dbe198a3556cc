import { watch } from 'node:fs';

/** Editors write a file in several steps; what comes within this time is one change. */
const SETTLE_MS = 150;

/** Calls `changed` when something in the folder has changed and has been quiet for a moment; returns how to stop. */
export function watchFolder(folder: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    if (name === null || isOfNoInterest(name)) return;
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

function isOfNoInterest(name: string): boolean {
  return name.split(/[/\\]/).some((part) => part === 'node_modules' || part.startsWith('.')) || name.endsWith('~');
}
