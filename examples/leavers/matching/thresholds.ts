/* Bits are binary logarithms of odds: 0 means one in two, 4 means 16 to 1. */

/** From here on two people are taken for one. */
export const ACCEPT_BITS = 4;

/** The best match must be this much better than any other that either person could have: 8 to 1. */
export const MARGIN_BITS = 3;

/** From here on it is too likely that it is the same person to say that somebody is gone. */
export const SUSPECT_BITS = 0;

/** What is below this is not worth remembering. It leaves room for the odds to rise when others are found. */
export const KEEP_BITS = -7;

/** Enough from identifiers to get over a name that does not fit. */
export const PROOF_BITS = 9;

/** What another company says against a match: one in eight changes it. */
export const OTHER_COMPANY_BITS = -3;

/** How much of that is taken back for those who were not found at the old company. */
export const MOVED_BITS = 2;
