import { cutText } from './cut-text.ts';

/** A value as it may stand in a message: quoted, escaped, and cut to 60 characters. */
export function quoted(text: string): string {
  return JSON.stringify(cutText(text, 60));
}
