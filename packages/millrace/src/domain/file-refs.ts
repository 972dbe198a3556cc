import type { Json } from './json.ts';
import { pointerToken } from './json-pointer.ts';

/** A place in an input that names an uploaded file as `{"$file": "<upload id>"}`. */
export interface FileRefAt {
  readonly pointer: string;
  /** Null when what stands under `$file` is not a text. */
  readonly uploadId: string | null;
}

/** Every file reference in a value, in the order of the text, with an RFC 6901 pointer below `prefix`. */
export function findFileRefs(value: Json, prefix: string): readonly FileRefAt[] {
  const found: FileRefAt[] = [];
  collect(value, prefix, found);
  return found;
}

function collect(value: Json, pointer: string, found: FileRefAt[]): void {
  if (value === null || typeof value !== 'object') return;
  if (Object.hasOwn(value, '$file')) {
    const file: unknown = Object.entries(value).find(([key]) => key === '$file')?.[1];
    found.push({ pointer: `${pointer}/$file`, uploadId: typeof file === 'string' ? file : null });
    return;
  }
  for (const [key, member] of Object.entries(value)) collect(member, `${pointer}/${pointerToken(key)}`, found);
}
