/** A longer timer would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
