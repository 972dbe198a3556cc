import type { Evidence } from './evidence.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** No row without its file, no file without a row, and every file holds what its row says. */
export function judgeFiles({ stored }: Evidence): readonly Finding[] {
  const files = new Map(stored.files.map((file) => [file.storageKey, file]));
  const named = new Set(stored.artifacts.map(({ storageKey }) => storageKey));
  const rows = stored.artifacts.flatMap(({ runId, storageKey, sizeBytes, sha256 }) => {
    const file = files.get(storageKey);
    if (file === undefined) return [finding('lost', runId, `artifact ${storageKey} has a row and no file`)];
    return file.sha256 === sha256 && file.sizeBytes === sizeBytes
      ? []
      : [finding('lost', runId, `artifact ${storageKey} does not hold what its row says`)];
  });
  const orphans = stored.files.filter(({ storageKey }) => !named.has(storageKey));
  return [...rows, ...orphans.map(({ storageKey }) => finding('illegal', null, `file ${storageKey} has no row`))];
}
