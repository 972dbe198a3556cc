import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { measureFsyncMs } from '../../floors/fsync-time.ts';
import type { Row } from './row.ts';

const GIB = 1024 ** 3;

/** Where and how the figures were found: the first row. Its value is what the disk takes to sync a page. */
export function describeMachine(folder: string, quick: boolean): Row {
  const fsyncMs = measureFsyncMs(folder, 200);
  const system = /^PRETTY_NAME="(.*)"$/mu.exec(readText('/etc/os-release'))?.[1] ?? process.platform;
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const command = `npm run bench -- peers${quick ? ' --quick' : ''}`;
  const machine = `${availableParallelism()} virtual cores of an ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / GIB)} GiB, ${system}`;
  const load = readText('/proc/loadavg').split(' ')[0] ?? 'unknown';
  const notes = `${day}, \`${command}\`, Node ${process.versions.node} with SQLite ${process.versions['sqlite'] ?? ''}, ${machine}; load when it began: ${load}.`;
  return { name: 'fsync', system: 'machine', kind: 'machine', version: '', value: fsyncMs, unit: 'ms', min: null, max: null, notes };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
