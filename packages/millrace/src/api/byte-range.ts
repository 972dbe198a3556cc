import type { ByteRange } from '../artifacts/artifact-store.ts';
import { MillraceError } from '../domain/errors.ts';

/**
 * The one range that a `Range` header asks for; null for the whole file, which is also the answer to what is not
 * understood and to several ranges at once, as RFC 9110 allows. Throws when the range lies outside the file.
 */
export function parseByteRange(header: string | undefined, size: number): ByteRange | null {
  const match = header === undefined ? null : /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return null;
  if (from !== '' && to !== '' && Number(from) > Number(to)) return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || (from === '' && Number(to) === 0)) {
    throw new MillraceError('range_not_satisfiable', `The file has ${size} bytes; the range ${header} lies outside of it.`);
  }
  return { start, end };
}
