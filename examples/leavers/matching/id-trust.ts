import type { Person } from './person.ts';
import { compareNames } from './compare-names.ts';
import { namesCouldAgree } from './name-agreement.ts';

const PAIRS_LOOKED_AT = 500;
const SHARE_NEEDED = 0.5;

/** True when equal ids mean the same person in both snapshots. Row numbers look like ids, but their names do not fit. */
export function areIdsComparable(before: readonly Person[], after: readonly Person[]): boolean {
  const byId = new Map(after.flatMap((person) => person.ids.map((id) => [id, person] as const)));
  let pairs = 0;
  let fitting = 0;
  for (const person of before) {
    const other = person.ids.map((id) => byId.get(id)).find((found) => found !== undefined);
    const [nameBefore] = person.names;
    const [nameAfter] = other?.names ?? [];
    if (nameBefore === undefined || nameAfter === undefined) continue;
    pairs++;
    if (namesCouldAgree(compareNames(nameBefore, nameAfter))) fitting++;
    if (pairs === PAIRS_LOOKED_AT) break;
  }
  return pairs > 0 && fitting / pairs >= SHARE_NEEDED;
}
