/** How far a run is. `percent` never goes back and is 100 only when the run completed. */
export interface Progress {
  readonly percent: number;
  readonly message: string | null;
  readonly unitsDone: number | null;
  readonly unitsTotal: number | null;
}

export const NO_PROGRESS: Progress = { percent: 0, message: null, unitsDone: null, unitsTotal: null };
