/** A run handed to an engine: the engine owns it once the journal has taken its start under this epoch, or as it comes if it is started. */
export interface Claim {
  readonly workspaceId: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly epoch: number;
  /** The journal has taken the start already: the run was accepted and started in one commit. */
  readonly isStarted: boolean;
}
