import { markdownTable } from '../markdown-table.ts';
import { digits } from './recorded-peers.ts';
import type { RecordedPeers, RecordedSystem } from './recorded-peers.ts';

/** What cannot be put into a number stands below the tables. */
const NOTHING = '–';

/** Five-step runs: the most per second first, floors last. */
export function renderRunsTable(recorded: RecordedPeers): string {
  const columns = ['w5-1', 'w5-1-p50', 'w5-1-p99', 'w5-64', 'w5-256', 'w5-256-p99', 'w5-256-cpu', 'w5-256-memory', 'starts'];
  const heads = ['1', 'p50, ms', 'p99, ms', '64', '256', 'p99, ms', 'CPU s', 'peak MiB', 'starts/s'];
  return renderTable(recorded, ['System', 'Version', ...heads], columns, 'w5-256');
}

export function renderMapAndWakeTable(recorded: RecordedPeers): string {
  const columns = ['fan-out', 'park-wake', 'park-wake-rate', 'park-wake-memory'];
  const heads = ['items/s', 'all woken, s', 'woken/s', 'MiB while waiting'];
  const able = (system: string): boolean => columns.some((name) => recorded.value(system, name) !== null);
  return renderTable(recorded, ['System', 'Version', ...heads], columns, 'fan-out', able);
}

function renderTable(
  recorded: RecordedPeers,
  heads: readonly string[],
  columns: readonly string[],
  sortedBy: string,
  shown: (system: string) => boolean = () => true,
): string {
  const rank = ({ system, kind }: RecordedSystem): number => (recorded.value(system, sortedBy) ?? 0) - (kind === 'floor' ? 1e9 : 0);
  const systems = recorded.systems.filter(({ system }) => shown(system)).toSorted((a, b) => rank(b) - rank(a));
  const rows = systems.map(({ system, title, version }) => [title, version, ...columns.map((name) => cell(recorded, system, name))]);
  return markdownTable([...heads], rows);
}

function cell(recorded: RecordedPeers, system: string, name: string): string {
  const value = recorded.value(system, name);
  return value === null ? NOTHING : digits(value);
}

/** Each reason once, with all that it stands for. A floor has no more to say than its figures. */
export function renderReasons(recorded: RecordedPeers): string {
  const reasons = new Map<string, string[]>();
  for (const { system, title } of recorded.systems.filter(({ kind }) => kind !== 'floor')) {
    for (const { name, reason } of recorded.rows.filter((row) => row.system === system)) {
      if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), `${title} (\`${name}\`)`]);
    }
  }
  return [...reasons].map(([reason, cells]) => `- ${cells.join(', ')}: ${reason}`).join('\n');
}

export function renderNotes(recorded: RecordedPeers): string {
  return recorded.systems
    .flatMap(({ system, title, version }) => {
      const notes = recorded.row(system, 'setup')?.notes;
      return notes === undefined ? [] : [`- **${title}**${version === '' ? '' : ` ${version}`}. ${notes}`];
    })
    .join('\n');
}
