import type { JsonText } from './json.ts';

/** A run handed to an engine: the engine owns it once the journal has taken its start under this epoch, or as it comes if it is started. */
export interface Claim {
  readonly workspaceId: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly epoch: number;
  /** The journal has taken the start already: the run was accepted and started in one commit. */
  readonly isStarted: boolean;
  /** All of its log but that start, when whoever hands it on knows it; null when it has to be read. */
  readonly accepted: Acceptance | null;
}

/** The first change of a run as the journal stores it, and nothing besides: no file, nothing copied from another run. */
export interface Acceptance {
  readonly at: number;
  readonly data: JsonText;
  readonly payload: JsonText | null;
}
