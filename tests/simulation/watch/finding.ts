/** The promises of docs/reliability.md that a simulation can break. */
export type Promised = 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G8' | 'G9' | 'G12';

export interface Finding {
  readonly promise: Promised;
  readonly text: string;
}

/** Takes what was found; only the first is reported, because others may follow from it. */
export type Found = (promise: Promised, text: string) => void;
