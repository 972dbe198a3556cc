type Row = readonly [description: string, quantity: number, unitPrice: number, amount: number];

/** The lines of an expected output, one row each. */
export function linesOf(rows: readonly Row[]): { description: string; quantity: number; unit_price: number; amount: number }[] {
  return rows.map(([description, quantity, unitPrice, amount]) => ({ description, quantity, unit_price: unitPrice, amount }));
}
