import { PATTERN_NAMES, type PatternName, patternsOf } from './patterns.ts';
import type { Contact } from '../contacts/contact.ts';
import { personWords } from './person-words.ts';
import { readEmail } from '../contacts/email-address.ts';

/** What is known of the addresses of one domain: how often each pattern was seen, and which local parts are somebody's. */
export class KnownPatterns {
  readonly #seen: Map<PatternName, number>;
  readonly #taken: Set<string>;

  private constructor(seen: ReadonlyMap<PatternName, number>, taken: ReadonlySet<string>) {
    this.#seen = new Map(seen);
    this.#taken = new Set(taken);
  }

  /** From the contacts of the domain whose addresses were given. */
  static of(contacts: readonly Contact[], domain: string): KnownPatterns {
    const known = new KnownPatterns(new Map(), new Set());
    for (const { email, given, family } of contacts) {
      const address = readEmail(email);
      if (address?.domain === domain) known.learn(address.local, given, family);
    }
    return known;
  }

  /** The same knowledge, to be added to on its own. */
  copy(): KnownPatterns {
    return new KnownPatterns(this.#seen, this.#taken);
  }

  /** Somebody of this name has this local part. */
  learn(local: string, given: string, family: string): void {
    this.#taken.add(local.toLowerCase());
    for (const pattern of patternsOf(local, personWords(given, family))) this.#seen.set(pattern, (this.#seen.get(pattern) ?? 0) + 1);
  }

  isTaken(local: string): boolean {
    return this.#taken.has(local);
  }

  /** Whether an address of the domain was seen that is made like this. */
  has(pattern: PatternName): boolean {
    return this.#seen.has(pattern);
  }

  /** All patterns, those that were seen most often first. */
  inOrder(): readonly PatternName[] {
    return PATTERN_NAMES.toSorted((a, b) => (this.#seen.get(b) ?? 0) - (this.#seen.get(a) ?? 0));
  }
}
