import { stableUuid } from '../stable-uuid.ts';
import type { TriggeredBy } from './present.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** The vendor's users are people with UUIDs; ours are keys, and each is one user. */
export function userId(actor: string): string {
  return UUID.test(actor) ? actor : stableUuid(`user ${actor}`);
}

export function presentUser(actor: string, name: string): TriggeredBy {
  return { user_id: userId(actor), user_name: name };
}

/** Workflows are code in the folder of the server, so all of a workspace belong to one user. */
export function ownerId(workspaceId: string): string {
  return stableUuid(`owner ${workspaceId}`);
}
