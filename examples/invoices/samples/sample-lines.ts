/** One row of a made-up invoice: what, how many, at how much. */
export type SampleLine = readonly [description: string, quantity: number, unitPrice: number];

export const KESTREL: readonly SampleLine[] = [
  ['Conveyor belt section, 2 m', 6, 412.5],
  ['Drive motor 0.75 kW', 2, 689],
  ['Site installation', 14, 62],
];

export const POLARIS: readonly SampleLine[] = [
  ['Cold storage rental, May 2026', 31, 48.25],
  ['Pallet handling', 240, 3.1],
  ['Temperature log export', 1, 95],
];

export const BERGMANN: readonly SampleLine[] = [
  ['Kugellager 6204', 120, 3.85],
  ['Kugellager 6306', 80, 7.4],
  ['Wellendichtring 25x40x7', 200, 1.15],
  ['Keilriemen SPA 1250', 24, 11.9],
  ['Keilriemen SPB 2000', 12, 19.75],
  ['Schmierfett 1 kg', 30, 8.6],
  ['Zahnriemen HTD 5M', 16, 22.3],
  ['Spannrolle 60 mm', 10, 34.95],
  ['Gleitbuchse 20x26x25', 150, 1.98],
  ['Passfeder 6x6x32', 500, 0.42],
  ['Sicherungsring DIN 471-25', 1000, 0.09],
  ['Stellring 20 mm', 60, 1.35],
  ['Wellenkupplung 19/24', 4, 58.4],
  ['Lieferung und Verpackung', 1, 45],
];

export function amountOf([, quantity, unitPrice]: SampleLine): number {
  return Math.round(quantity * unitPrice * 100) / 100;
}

export function sumOf(lines: readonly SampleLine[]): number {
  return Math.round(lines.reduce((sum, line) => sum + amountOf(line), 0) * 100) / 100;
}
