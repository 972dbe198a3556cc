import { markdownTable } from '../markdown-table.ts';
import { digits, OURS } from './recorded-peers.ts';
import type { RecordedPeers } from './recorded-peers.ts';

interface Goal {
  readonly words: string;
  readonly name: string;
  readonly unit: string;
  readonly against: readonly ('engine' | 'queue')[];
  /** Ours by the best of theirs: at least this, or at most where less is better. */
  readonly ratio: number;
  readonly better: 'more' | 'less';
}

const BOTH = ['engine', 'queue'] as const;
const GOALS: readonly Goal[] = [
  { words: 'Runs, 256 in flight', name: 'w5-256', unit: 'runs/s', against: ['engine'], ratio: 20, better: 'more' },
  { words: 'Runs, 256 in flight', name: 'w5-256', unit: 'runs/s', against: ['queue'], ratio: 4, better: 'more' },
  { words: 'A map of items', name: 'fan-out', unit: 'items/s', against: ['engine'], ratio: 20, better: 'more' },
  { words: 'A map of items', name: 'fan-out', unit: 'items/s', against: ['queue'], ratio: 4, better: 'more' },
  { words: 'Start to finish, one at a time, p50', name: 'w5-1-p50', unit: 'ms', against: BOTH, ratio: 0.5, better: 'less' },
  { words: 'Peak memory, 256 in flight', name: 'w5-256-memory', unit: 'MiB', against: ['engine'], ratio: 0.5, better: 'less' },
  { words: 'Memory while runs wait', name: 'park-wake-memory', unit: 'MiB', against: ['engine'], ratio: 0.5, better: 'less' },
];

export function renderGoals(recorded: RecordedPeers): string {
  return markdownTable(
    ['What', 'Millrace', 'Best peer', 'Ratio', 'Goal', 'Met'],
    GOALS.map((goal) => goalCells(recorded, goal)),
  );
}

function goalCells(recorded: RecordedPeers, { words, name, unit, against, ratio, better }: Goal): string[] {
  const ours = recorded.value(OURS, name);
  const best = theirs(recorded, name, against).toSorted((a, b) => (better === 'more' ? b.value - a.value : a.value - b.value))[0];
  const what = `${words}, against ${against.map((kind) => `${kind}s`).join(' and ')}`;
  const goal = better === 'more' ? `≥ ${ratio}` : `≤ ${ratio}`;
  if (ours === null || best === undefined) return [what, '–', '–', '–', goal, '–'];
  const found = ours / best.value;
  const isMet = better === 'more' ? found >= ratio : found <= ratio;
  return [what, `${digits(ours)} ${unit}`, `${digits(best.value)} (${best.title})`, digits(found), goal, isMet ? 'yes' : '**no**'];
}

const FIGURES: readonly (readonly [name: string, words: string, better: 'more' | 'less'])[] = [
  ['w5-1', 'runs per second, 1 in flight', 'more'],
  ['w5-64', 'runs per second, 64 in flight', 'more'],
  ['w5-256', 'runs per second, 256 in flight', 'more'],
  ['w5-1-p50', 'p50 from start to finish, one at a time', 'less'],
  ['w5-1-p99', 'p99 from start to finish, one at a time', 'less'],
  ['w5-256-p99', 'p99, 256 in flight', 'less'],
  ['w5-256-cpu', 'CPU per 1,000 runs', 'less'],
  ['w5-256-memory', 'peak memory, 256 in flight', 'less'],
  ['starts', 'starts per second', 'more'],
  ['fan-out', 'items per second of a map', 'more'],
  ['park-wake-rate', 'woken runs per second', 'more'],
  ['park-wake-memory', 'memory while runs wait', 'less'],
];

/** Every figure in which a peer is ahead of Millrace in process. */
export function renderBetterPeers(recorded: RecordedPeers): string {
  const lines = FIGURES.flatMap(([name, words, better]) => {
    const ours = recorded.value(OURS, name);
    if (ours === null) return [];
    const ahead = theirs(recorded, name, BOTH).filter(({ value }) => (better === 'more' ? value > ours : value < ours));
    const told = ahead.map(({ title, value }) => `${title} ${digits(value)}`);
    return ahead.length === 0 ? [] : [`- ${words}: ${told.join(', ')}; Millrace ${digits(ours)}`];
  });
  return lines.length === 0 ? 'In none of these figures.' : lines.join('\n');
}

function theirs(
  recorded: RecordedPeers,
  name: string,
  against: readonly string[],
): readonly { readonly title: string; readonly value: number }[] {
  return recorded.systems
    .filter(({ system, kind }) => !system.startsWith(OURS) && against.includes(kind))
    .flatMap(({ system, title }) => {
      const value = recorded.value(system, name);
      return value === null ? [] : [{ title, value }];
    });
}
