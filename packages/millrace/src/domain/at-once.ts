/**
 * When a run may be taken that may go on now. It is no time of a clock: one that is set back must not make the run wait.
 * What goes on at once comes before what only begins.
 */
export const AT_ONCE = 0;
