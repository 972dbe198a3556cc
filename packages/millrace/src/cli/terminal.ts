/** What a command sees of the process: data goes to `out`, words to `err`, so that output can be piped. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when `err` is a screen on which lines can be drawn again. */
  readonly isScreen: boolean;
  readonly columns: () => number;
  readonly environment: { readonly [name: string]: string | undefined };
  /** Aborted when the user interrupts, with an `Interruption` as the reason. */
  readonly interrupted: AbortSignal;
}

/** A line of words. */
export function say(terminal: Terminal, text: string): void {
  terminal.err(`${text}\n`);
}

/** A value as data: one JSON document, easy to read. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}
