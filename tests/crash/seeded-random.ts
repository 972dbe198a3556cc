/** Numbers that look random and are the same for the same seed. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number;
  /** From `low` to `high`, both included. */
  integer(low: number, high: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  shuffle<T>(values: readonly T[]): T[];
}

/** A multiplicative generator over the prime 2^31 - 1. */
export function seededRandom(seed: number): SeededRandom {
  const modulus = 2_147_483_647;
  let state = (Math.abs(seed) % (modulus - 1)) + 1;
  const draw = (): number => {
    state = (state * 48_271) % modulus;
    return (state - 1) / (modulus - 1);
  };
  const integer = (low: number, high: number): number => low + Math.floor(draw() * (high - low + 1));
  for (let round = 0; round < 8; round++) draw();
  return {
    next: draw,
    integer,
    pick: (values) => values[integer(0, values.length - 1)] ?? values[0],
    shuffle: (values) => {
      const drawn = values.map((value) => ({ value, order: draw() }));
      return drawn.toSorted((a, b) => a.order - b.order).map(({ value }) => value);
    },
  };
}
