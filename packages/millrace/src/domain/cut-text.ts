/** The text, at most `length` UTF-16 units long: a cut one ends in `…`, and no half of a surrogate pair is left. */
export function cutText(text: string, length: number): string {
  return (text.length > length ? `${text.slice(0, length - 1)}…` : text).toWellFormed();
}
