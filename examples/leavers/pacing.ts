import { setImmediate as breathe } from 'node:timers/promises';

const ITEMS_BETWEEN_BREATHS = 500;

/** Goes through a list and lets the thread do other things every few hundred items, so that a long list holds nobody up. */
export async function forEachPaced<T>(list: Iterable<T>, visit: (item: T) => void): Promise<void> {
  let count = 0;
  for (const item of list) {
    visit(item);
    count++;
    if (count % ITEMS_BETWEEN_BREATHS === 0) await breathe();
  }
}
