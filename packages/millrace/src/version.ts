import { readFileSync } from 'node:fs';

/** The version of this package, from its own package.json, which lies beside both `src` and `dist`. */
export const VERSION = readVersion();

function readVersion(): string {
  const described: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof described === 'object' && described !== null && 'version' in described ? String(described.version) : '0.0.0';
}
