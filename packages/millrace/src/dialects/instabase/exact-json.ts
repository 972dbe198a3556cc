/** JSON in which a whole number may be larger than a double can hold exactly: a bigint. */
export type ExactJson = null | boolean | number | bigint | string | readonly ExactJson[] | { readonly [name: string]: ExactJson };

/** As JSON.stringify, with every bigint as the digits that it has. */
export function encodeExactJson(value: ExactJson): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map((entry: ExactJson) => encodeExactJson(entry)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${encodeExactJson(member)}`);
  return `{${members.join(',')}}`;
}
