import type { Trigger } from '../domain/run.ts';

/** On whose behalf a command acts. It is made from a credential only; nothing in a request can choose the workspace. */
export interface Caller {
  readonly workspaceId: string;
  /** The id of the key or user; null for the system itself. */
  readonly actor: string | null;
  readonly requestId: string | null;
  /** The surface through which the caller came; a run remembers it. */
  readonly via: Trigger['type'];
}
