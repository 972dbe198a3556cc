const SHOWN_LENGTH = 60;

/** A value as it may stand in a message: quoted, escaped, and cut to 60 characters. */
export function quoted(text: string): string {
  const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return JSON.stringify(shown.toWellFormed());
}
