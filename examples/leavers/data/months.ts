/* When the two files were made, as year * 12 + month. */
export const BEFORE_MONTH = 2025 * 12 + 2;
export const AFTER_MONTH = 2025 * 12 + 8;
