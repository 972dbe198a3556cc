/** A text on its way to being spoken, and how many corrections it took so far. */
export interface Draft {
  readonly text: string;
  readonly corrections: number;
}

/** One correction: what is looked for, and what is said instead. A `null` leaves the place as it is. */
export interface Rule {
  readonly pattern: RegExp;
  readonly say: (match: RegExpExecArray) => string | null;
}

/** Applies one rule everywhere and counts the places that changed. */
export function rewrite({ text, corrections }: Draft, { pattern, say }: Rule): Draft {
  let result = '';
  let count = 0;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const said = say(match);
    if (said === null || said === match[0]) continue;
    result += text.slice(end, match.index) + said;
    end = match.index + match[0].length;
    count++;
  }
  return { text: result + text.slice(end), corrections: corrections + count };
}

export function rewriteAll(draft: Draft, rules: readonly Rule[]): Draft {
  return rules.reduce<Draft>(rewrite, draft);
}

/** A rule that always says the same. */
export function replacing(pattern: RegExp, words: string): Rule {
  return { pattern, say: () => words };
}
