import type { Sorting } from './translate-list.ts';

type Value = string | number | null;

/** Sorted by these fields and then by the id; what has no value comes last, whichever way. */
export function sortBy<T, F extends string>(
  items: readonly T[],
  sorting: readonly Sorting<F>[],
  read: { readonly value: (item: T, field: F) => Value; readonly id: (item: T) => string },
): readonly T[] {
  return items.toSorted((a, b) => {
    for (const { field, descending } of sorting) {
      const [left, right] = [read.value(a, field), read.value(b, field)];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      return left < right === descending ? 1 : -1;
    }
    return read.id(a) < read.id(b) ? -1 : 1;
  });
}
