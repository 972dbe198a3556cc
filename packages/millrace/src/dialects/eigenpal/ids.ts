/** The vendor's prefixes of what we have. */
export const PREFIXES = ['exec', 'wf', 'awf', 'wfv', 'file', 'org'] as const;
export type IdPrefix = (typeof PREFIXES)[number];

const SHOWN = /^([a-z]+)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** A UUID in the vendor's form: the prefix, `_`, and its 32 digits. */
export function showId(prefix: IdPrefix, uuid: string): string {
  return `${prefix}_${uuid.replaceAll('-', '')}`;
}

/** The UUID behind an id of that prefix. Everything else, a plain UUID too, is given back as it came. */
export function readId(prefix: IdPrefix, shown: string): string {
  const [, found, ...parts] = SHOWN.exec(shown) ?? [];
  return found === prefix ? parts.join('-') : shown;
}
