import type { Journal } from '../journal/journal.ts';
import type { Store } from '../store/store.ts';
import type { Definitions } from './definitions.ts';
import type { KeyGate } from './key-gate.ts';

/** Everything a command may use. Made once by the composition root and handed to every surface. */
export interface CommandContext {
  readonly journal: Journal;
  readonly store: Store;
  readonly definitions: Definitions;
  readonly keyGate: KeyGate;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly mintApiKey: () => MintedApiKey;
}

/** A new credential: what is shown once, and what is kept. */
export interface MintedApiKey {
  readonly id: string;
  readonly token: string;
  readonly secretHash: string;
}
