import type { EventData } from 'node:test';
import { root } from './set-up.mjs';

type FileCoverage = EventData.TestCoverage['summary']['files'][number];

/** What the tests leave out of a file, in words. Empty when they reach every line, branch and function of it. */
export function gapsOf(file: FileCoverage): readonly string[] {
  const path = file.path.slice(root.length);
  const lines = file.lines.filter(({ count }) => count === 0).map(({ line }) => line);
  const branches = file.branches.filter(({ count }) => count === 0).map(({ line }) => line);
  const functions = file.functions.filter(({ count }) => count === 0);
  return [
    ...functions.map(({ line, name }) => `${path}:${line} the function ${name} is never called`),
    ...(lines.length > 0 ? [`${path}: never reached: ${ranges(lines)}`] : []),
    ...(branches.length > 0 ? [`${path}: branches never taken at ${ranges([...new Set(branches)])}`] : []),
  ];
}

/** `3-5, 9` for 3, 4, 5 and 9. */
function ranges(lines: readonly number[]): string {
  const spans: { first: number; last: number }[] = [];
  for (const line of lines.toSorted((a, b) => a - b)) {
    const span = spans.at(-1);
    if (span !== undefined && line === span.last + 1) span.last = line;
    else spans.push({ first: line, last: line });
  }
  return spans.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(', ');
}
