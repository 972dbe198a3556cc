import { z } from 'zod';

const amount = z.string().regex(/^-?\d+\.\d{2}$/, 'must be an amount such as 1234.50');

/** One row of a table of items; amounts as `1234.50`. */
const lineItem = z.strictObject({
  description: z.string(),
  quantity: z
    .string()
    .regex(/^\d+(?:\.\d+)?$/, 'must be a number such as 2 or 2.5')
    .nullable(),
  unit_price: amount.nullable(),
  amount,
});

export type LineItem = z.output<typeof lineItem>;

const lineItems = z.array(lineItem);

/** The rows that stand in the value of a table field; null when they are not rows of items. */
export function readLineItems(value: string): readonly LineItem[] | null {
  try {
    return lineItems.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}
