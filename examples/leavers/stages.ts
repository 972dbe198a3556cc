/** The phases of a run; the weights are shares of the time that each takes. */
export const STAGES = [
  { name: 'read', title: 'Read the snapshots', weight: 50 },
  { name: 'match', title: 'Match people', weight: 30 },
  { name: 'leavers', title: 'Find who left', weight: 8 },
  { name: 'decision_makers', title: 'Find decision makers', weight: 2 },
  { name: 'export', title: 'Write the results', weight: 10 },
] as const;

export type StageName = (typeof STAGES)[number]['name'];

/** How far the whole run is when that share, 0 to 1, of a stage is done. */
export function percentIn(stage: StageName, share: number): number {
  const position = STAGES.findIndex(({ name }) => name === stage);
  const weightBefore = STAGES.slice(0, position).reduce((sum, { weight }) => sum + weight, 0);
  const weight = STAGES[position]?.weight ?? 0;
  const total = STAGES.reduce((sum, other) => sum + other.weight, 0);
  return (100 * (weightBefore + weight * share)) / total;
}
