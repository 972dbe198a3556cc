import { PdfSheet } from './pdf-sheet.ts';

const LINES = [
  'Dear neighbours,',
  '',
  'from the second week of June the canal path behind Mill Road will be closed while',
  'the wall is repaired. The work should take about five weeks. Deliveries reach us',
  'through Canal Street during this time.',
  '',
  'We are sorry for the noise and will keep it to working hours.',
  '',
  'With kind regards,',
  'the yard team',
];

/** Nothing that the classes know. */
export async function letter(): Promise<Uint8Array> {
  const sheet = await PdfSheet.begin('Letter');
  for (const [index, line] of LINES.entries()) sheet.text(70, 160 + 18 * index, line, { size: 11 });
  return sheet.bytes();
}
