/** Letters that are not a base letter with a mark on it. */
const SPELT_OUT: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  å: 'a',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const MARKS = /\p{M}/gu;
const SPELT = /[ßæœøåłđðþı]/gu;

/** Lower case without accents: what is left of a text when it is compared, or made into an address. */
export function foldText(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  const plain = lower.replaceAll(SPELT, (letter) => SPELT_OUT[letter] ?? letter);
  return plain.normalize('NFD').replaceAll(MARKS, '').trim();
}
