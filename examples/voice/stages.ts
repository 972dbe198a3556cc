/** The phases of a run. Speech and validation take turns, once for each take. */
export const STAGES = [
  { name: 'script', title: 'Read the script', weight: 2 },
  { name: 'normalise', title: 'Normalise', weight: 3 },
  { name: 'speech', title: 'Speak', weight: 60 },
  { name: 'validate', title: 'Validate', weight: 20 },
  { name: 'export', title: 'Export', weight: 15 },
] as const;
