/** The papers that come with this example, with how many pages each has. */
export const SHIPPED_PAGES = {
  'invoice.pdf': 1,
  'invoice-wrong-total.pdf': 1,
  'bundle.pdf': 3,
  'letter.pdf': 1,
  'receipt.png': 1,
  'delivery-invoice.png': 1,
  'locked.pdf': 1,
} as const;

export type ShippedName = keyof typeof SHIPPED_PAGES;

export const SHIPPED_NAMES = [
  'invoice.pdf',
  'invoice-wrong-total.pdf',
  'bundle.pdf',
  'letter.pdf',
  'receipt.png',
  'delivery-invoice.png',
  'locked.pdf',
] as const satisfies readonly ShippedName[];

/** What a start without files reads; one of them does not pass validation. The locked file needs its password. */
export const SAMPLE_FILES = SHIPPED_NAMES.filter((name) => name !== 'locked.pdf').map((name) => ({ name, file: { shipped: name } }));
