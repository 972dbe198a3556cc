import type { ShippedName } from './shipped.ts';

export interface ExpectedDocument {
  readonly class: string | null;
  readonly pages: readonly number[];
  /** What stands on the paper; fields that are not named here have no value. */
  readonly values: { readonly [field: string]: string };
  /** The rows of the table: description, quantity, unit price, amount. */
  readonly items: readonly (readonly [string, string | null, string | null, string])[];
}

/** The truth about the samples, written by hand from the papers. */
export const EXPECTED: readonly (readonly [ShippedName, readonly ExpectedDocument[]])[] = [
  [
    'invoice.pdf',
    [
      {
        class: 'invoice',
        pages: [0],
        values: {
          vendor: 'Lindqvist Instruments',
          customer: 'Harrow & Pell Ltd',
          invoice_number: 'LI-20417',
          invoice_date: '2026-03-14',
          due_date: '2026-04-13',
          purchase_order_number: 'PO-7781',
          currency: 'GBP',
          subtotal: '1448.00',
          tax: '289.60',
          total: '1737.60',
        },
        items: [
          ['Pressure gauge PG-40', '12', '48.50', '582.00'],
          ['Valve kit VK-2', '4', '129.00', '516.00'],
          ['Calibration on site', '1', '350.00', '350.00'],
        ],
      },
    ],
  ],
  [
    'invoice-wrong-total.pdf',
    [
      {
        class: 'invoice',
        pages: [0],
        values: {
          vendor: 'Corvane Print Works',
          customer: 'Tillmann Events GmbH',
          invoice_number: 'CPW-0932',
          invoice_date: '2026-02-03',
          due_date: '2026-03-05',
          currency: 'EUR',
          subtotal: '374.40',
          tax: '71.14',
          total: '454.54',
        },
        items: [
          ['Posters A2, coated', '100', '2.50', '250.00'],
          ['Name badges', '65', '1.30', '84.50'],
          ['Express delivery', '1', '39.90', '39.90'],
        ],
      },
    ],
  ],
  [
    'bundle.pdf',
    [
      {
        class: 'purchase_order',
        pages: [0, 1],
        values: {
          buyer: 'Harrow & Pell Ltd',
          supplier: 'Kestrel Steel Trading',
          order_number: 'HP-5530',
          order_date: '2026-05-04',
          ship_to: 'Yard 3, Canal Street, Leeds',
          currency: 'GBP',
          total: '1679.10',
        },
        items: [
          ['Steel angle 40 mm', '20', '6.15', '123.00'],
          ['Steel angle 60 mm', '16', '9.40', '150.40'],
          ['Hex bolts M8, box', '10', '12.75', '127.50'],
          ['Hex bolts M10, box', '10', '15.90', '159.00'],
          ['Washers M8, box', '12', '3.80', '45.60'],
          ['Washers M10, box', '12', '4.20', '50.40'],
          ['Base plate 200 mm', '8', '22.05', '176.40'],
          ['Base plate 300 mm', '6', '31.50', '189.00'],
          ['Primer, 5 litres', '4', '48.75', '195.00'],
          ['Top coat grey, 5 litres', '4', '52.40', '209.60'],
          ['Cable tray 3 m', '9', '18.30', '164.70'],
          ['Cable tray bracket', '30', '2.95', '88.50'],
        ],
      },
      {
        class: 'receipt',
        pages: [2],
        values: {
          merchant: 'Orchard Stationers',
          receipt_date: '2026-05-06',
          currency: 'GBP',
          total: '12.15',
          payment_method: 'Visa card',
        },
        items: [
          ['Printer paper A4', null, null, '5.40'],
          ['Gel pens, 4', null, null, '3.96'],
          ['Ring binder', null, null, '2.79'],
        ],
      },
    ],
  ],
  ['letter.pdf', [{ class: null, pages: [0], values: {}, items: [] }]],
  [
    'receipt.png',
    [
      {
        class: 'receipt',
        pages: [0],
        values: {
          merchant: 'BLUE KETTLE CAFE',
          receipt_number: '004417',
          receipt_date: '2026-04-02',
          currency: 'USD',
          subtotal: '11.50',
          tax: '1.15',
          total: '12.65',
          payment_method: 'Mastercard',
        },
        items: [
          ['Flat white', null, null, '3.80'],
          ['Oat flat white', null, null, '4.20'],
          ['Almond croissant', null, null, '3.50'],
        ],
      },
    ],
  ],
  [
    'delivery-invoice.png',
    [
      {
        class: 'invoice',
        pages: [0],
        values: {
          vendor: 'Northgate Timber Supply',
          customer: 'Harrow & Pell Ltd',
          invoice_number: 'NT-3390',
          invoice_date: '2026-05-21',
          due_date: '2026-06-20',
          currency: 'EUR',
          subtotal: '1743.50',
          tax: '366.14',
          total: '2109.64',
        },
        items: [
          ['Oak beam 3 m', '6', '118.00', '708.00'],
          ['Larch board', '40', '23.75', '950.00'],
          ['Delivery', '1', '85.50', '85.50'],
        ],
      },
    ],
  ],
];
