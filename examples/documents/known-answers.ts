import type { ExampleOptions } from 'millrace';
import type { ShippedName } from './samples/shipped.ts';

const PASSING = [
  'invoice.pdf',
  'bundle.pdf',
  'letter.pdf',
  'receipt.png',
  'delivery-invoice.png',
] as const satisfies readonly ShippedName[];

/** Papers whose right results are known, for a run that is to be scored. */
export const KNOWN_ANSWERS: readonly ExampleOptions[] = [
  {
    name: 'papers-that-pass',
    input: { files: PASSING.map((name) => ({ name, file: { shipped: name } })) },
    expected: {
      files: 5,
      failed_files: 0,
      documents: 6,
      documents_by_class: { invoice: 2, none: 1, purchase_order: 1, receipt: 2 },
      field_errors: 1,
      failed_validations: 0,
    },
  },
];
