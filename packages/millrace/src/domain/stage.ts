/** A declared group of steps. Its weight is its share of the whole run's progress. */
export interface StageDeclaration {
  readonly name: string;
  readonly title: string;
  readonly weight: number;
}

export type StageStatus = 'pending' | 'running' | 'completed' | 'failed' | 'skipped' | 'cancelled';

export interface StageState extends StageDeclaration {
  readonly status: StageStatus;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}
