import { renderMapAndWakeTable, renderNotes, renderReasons, renderRunsTable } from './peer-tables.ts';
import { renderBetterPeers, renderGoals } from './peer-verdicts.ts';
import { digits, readRecordedPeers } from './recorded-peers.ts';

/** The figures of the last recorded run of `npm run bench -- peers`, ours beside theirs. */
export function renderPeerFigures(): string {
  const recorded = readRecordedPeers();
  const machine = recorded.row('machine', 'fsync');
  const disk = machine?.value === null || machine === null ? '' : ` A sync of one page took ${digits(machine.value)} ms.`;
  return [
    `${machine?.notes ?? ''}${disk}`,
    '![Runs and items per second of Millrace and its peers](peers.svg)\n\nGreen: Millrace. Grey: engines for durable execution. Brown: job queues bent to the same work.',
    '### Runs of five steps\n\nRuns completed per second with 1, 64 and 256 in flight. CPU and memory are of everything involved with 256 in flight, databases, servers and load included: seconds per 1,000 runs, and the peak.',
    renderRunsTable(recorded),
    '### A map, and runs that wait',
    renderMapAndWakeTable(recorded),
    `Without a figure:\n\n${renderReasons(recorded)}`,
    '### Against the goals',
    renderGoals(recorded),
    `### Where a peer is ahead of Millrace\n\n${renderBetterPeers(recorded)}`,
    `### What was done for each\n\n${renderNotes(recorded)}`,
  ].join('\n\n');
}
