/** What the process ends with; scripts may rely on these. */
export const EXIT = {
  done: 0,
  /** A run did not complete, or the server refused. */
  failed: 1,
  /** The command was not understood. */
  usage: 2,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
