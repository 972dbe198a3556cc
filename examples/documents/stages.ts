/** The phases of a run; the weights are shares of the time that each takes. */
export const STAGES = [
  { name: 'read', title: 'Read the files', weight: 60 },
  { name: 'classify', title: 'Classify and split', weight: 10 },
  { name: 'extract', title: 'Extract fields', weight: 15 },
  { name: 'validate', title: 'Validate', weight: 5 },
  { name: 'checkpoint', title: 'Review at the checkpoint', weight: 5 },
  { name: 'results', title: 'Write the results', weight: 5 },
] as const;

type StageName = (typeof STAGES)[number]['name'];

/** How far the whole run is when a stage begins. */
export function percentAt(stage: StageName): number {
  const position = STAGES.findIndex(({ name }) => name === stage);
  const total = STAGES.reduce((sum, { weight }) => sum + weight, 0);
  return (100 * STAGES.slice(0, position).reduce((sum, { weight }) => sum + weight, 0)) / total;
}
