import { stableUuid } from './stable-uuid.ts';

/** A UUID that stands for a workflow where a vendor's paths ask for one: the same for the same workspace and name for ever. */
export function workflowId(workspaceId: string, workflow: string): string {
  return stableUuid(`${workspaceId}/${workflow}`);
}
