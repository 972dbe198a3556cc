/** How one take is made; a retry changes some of it. */
export interface TakeSettings {
  /** Words per minute. */
  readonly speed: number;
  /** 0 to 100. */
  readonly pitch: number;
  readonly gain_db: number;
  /** Cuts silence at both ends and shortens long pauses. */
  readonly trim: boolean;
}

export const SLOWEST = 80;
export const FASTEST = 450;
