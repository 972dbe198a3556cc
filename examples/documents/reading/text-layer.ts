/** A rectangle on a page; from the top left corner, in the units of its page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Word {
  readonly text: string;
  readonly box: Box;
  /** How sure the OCR is, 0 to 1; null for text that was never an image. */
  readonly confidence: number | null;
}

export interface Page {
  /** PDF points, or pixels of an image. */
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
}

/** Words that stand together: one thing that a label or a column may be. */
export interface Cell {
  readonly words: readonly Word[];
  readonly text: string;
  readonly box: Box;
}

export interface Line {
  /** Counted from 0 within the file. */
  readonly page: number;
  readonly cells: readonly Cell[];
  readonly text: string;
  readonly box: Box;
}

export function boxAround(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

export function heightOf({ top, bottom }: Box): number {
  return bottom - top;
}

/** How much of the narrower of the two lies above or below the other, 0 to 1. */
export function overlapAcross(one: Box, other: Box): number {
  const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  return Math.max(0, shared) / Math.max(1e-6, Math.min(one.right - one.left, other.right - other.left));
}
