import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in `/proc`; the same on every Linux that Node runs on. */
const TICKS = 100;

/** These processes and all that came from them. Read where Linux tells it. */
export function treeOf(roots: readonly number[]): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? Number(statOf(pid)?.[1] ?? 0) : 0;
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = new Set<number>();
  const visit = (pid: number): void => {
    if (found.has(pid)) return;
    found.add(pid);
    for (const child of children.get(pid) ?? []) visit(child);
  };
  roots.forEach(visit);
  return [...found];
}

/** Processor time of these trees in seconds, of those that have ended within them as well. */
export function cpuSeconds(roots: readonly number[]): number {
  let ticks = 0;
  for (const pid of treeOf(roots)) {
    const stat = statOf(pid) ?? [];
    for (const field of stat.slice(11, 15)) ticks += Number(field);
  }
  return ticks / TICKS;
}

/** Memory of these trees in bytes; what processes share is counted once. */
export function memoryBytes(roots: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of treeOf(roots)) {
    kilobytes += Number(/^Pss:\s+(\d+) kB/mu.exec(readProc(pid, 'smaps_rollup') ?? '')?.[1] ?? 0);
  }
  return kilobytes * 1024;
}

/** The fields behind the name, which may hold spaces: state, parent, … */
function statOf(pid: number): readonly string[] | null {
  const line = readProc(pid, 'stat');
  return line === null ? null : line.slice(line.lastIndexOf(')') + 2).split(' ');
}

/** Null when the process has just ended. */
function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
