import type { Losses } from './fail-power.ts';
import type { Measured } from './measure.ts';

/** Nothing lost, nothing corrupt, every boot whole, and both controls caught. */
export function isSound({ found, bootProblems, unexplained, controls }: Measured): boolean {
  const isWhole = found.lost + found.corrupt + bootProblems.length + unexplained.length === 0;
  return isWhole && controls.weakSyncs.lost > 0 && controls.noFolderSyncs.corrupt > 0;
}

/** The result in words, headline first. */
export function reportLines(measured: Measured): readonly string[] {
  const { found, controls, boots, bootProblems, unexplained } = measured;
  return [
    `states ${found.states} / lost ${found.lost} / corrupt ${found.corrupt}`,
    `${measured.runs} runs, ${measured.operations} operations, ${measured.syncs} syncs, ${found.claims} things said that must be there`,
    `${boots} of the disks booted, problems ${bootProblems.length}`,
    `control, SQLite with synchronous = NORMAL: ${controlWords(controls.weakSyncs)}`,
    `control, syncs of the folders of artifacts ignored: ${controlWords(controls.noFolderSyncs)}`,
    ...unexplained.map((path) => `the recorder missed something about ${path}`),
    ...found.examples,
    ...bootProblems.slice(0, 20).map((what) => `boot ${what}`),
  ];
}

function controlWords({ states, lost, lostMost, corrupt }: Losses): string {
  return `lost in ${lost} of ${states} states (at most ${lostMost} things), corrupt in ${corrupt}`;
}
