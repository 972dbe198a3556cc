import { foldText } from '../contacts/fold-text.ts';

/** The parts of a name as they stand in addresses: ASCII letters only, in lower case. */
export interface PersonWords {
  readonly given: string;
  readonly family: string;
}

const PARTICLE = /^(?:van|von|de|der|den|da|di|del|dos|la|le|bin|al|ten|ter|zu)$/;

/**
 * The ways in which a name is shortened for an address, the usual one first: `Anne-Marie` is annemarie, anne-marie or
 * anne; `van der Berg` is vanderberg or berg. Empty when a part is missing or has no Latin letters.
 */
export function personWords(given: string, family: string): readonly PersonWords[] {
  const givens = shorten(given, (parts) => parts[0] ?? '');
  const families = shorten(family, (parts) => parts.filter((part) => !PARTICLE.test(part)).join(''));
  return givens.flatMap((first) => families.map((last) => ({ given: first, family: last })));
}

function shorten(name: string, short: (parts: readonly string[]) => string): readonly string[] {
  const folded = foldText(name).replaceAll(/['’.]/gu, '');
  const parts = folded.split(/[\s-]+/u).map((part) => part.replaceAll(/[^a-z]/g, ''));
  // A name that lost letters was not Latin: what is left of it would be somebody else's.
  if (/\p{L}/u.test(folded.replaceAll(/[a-z]/g, ''))) return [];
  const hyphened = folded.includes('-') ? [parts.join('-')] : [];
  return [...new Set([parts.join(''), ...hyphened, short(parts)])].filter((word) => word !== '');
}
