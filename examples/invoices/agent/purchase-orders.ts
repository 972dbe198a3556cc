import { z } from 'zod';

export const purchaseOrder = z.strictObject({
  number: z.string().min(1).max(64),
  status: z.enum(['open', 'closed']),
  supplier: z.string().min(1).max(200),
  currency: z.string().regex(/^[A-Z]{3}$/u),
  /** Without tax. */
  total: z.number().nonnegative(),
  lines: z.array(z.strictObject({ description: z.string().max(500), quantity: z.number(), unit_price: z.number() })).max(500),
});

export type PurchaseOrder = z.output<typeof purchaseOrder>;

type Row = readonly [description: string, quantity: number, unitPrice: number];

function order(head: Omit<PurchaseOrder, 'lines'>, rows: readonly Row[]): PurchaseOrder {
  return { ...head, lines: rows.map(([description, quantity, unitPrice]) => ({ description, quantity, unit_price: unitPrice })) };
}

/** What was ordered, as the shipped invoices see it: some of them agree with it and some do not. */
export const PURCHASE_ORDERS: readonly PurchaseOrder[] = [
  order({ number: 'PO-8120', status: 'open', supplier: 'Kestrel Handling Systems Ltd', currency: 'GBP', total: 4721 }, [
    ['Conveyor belt section, 2 m', 6, 412.5],
    ['Drive motor 0.75 kW', 2, 689],
    ['Site installation', 14, 62],
  ]),
  order({ number: 'PO-7731', status: 'open', supplier: 'Northwind Office Supply Inc.', currency: 'USD', total: 2529.98 }, [
    ['Exam table paper, case of 12', 24, 38.5],
    ['Nitrile gloves, box of 100', 120, 9.8],
    ['Label printer', 2, 214.99],
  ]),
  order({ number: 'PO-8155', status: 'closed', supplier: 'Polaris Cold Chain Inc.', currency: 'USD', total: 2234.75 }, [
    ['Cold storage rental, May 2026', 31, 48.25],
    ['Pallet handling', 240, 3.1],
    ['Temperature log export', 1, 95],
  ]),
  order({ number: 'B-55120', status: 'open', supplier: 'Hafenwerk Metallbau GmbH', currency: 'EUR', total: 3431 }, []),
  order({ number: 'PO-8203', status: 'open', supplier: 'Bergmann Antriebstechnik KG', currency: 'CHF', total: 3503.85 }, []),
];
