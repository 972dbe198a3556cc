/** Letters that Unicode does not take apart into a base letter and a mark, as the Latin letters people type instead. */
const LATIN = 'ß=ss æ=ae œ=oe ø=o ð=d đ=d ł=l ħ=h ı=i ŋ=n þ=th ə=e ĸ=k ſ=s ĳ=ij';

const CYRILLIC =
  'а=a б=b в=v г=g ґ=g д=d е=e ё=e є=ye ж=zh з=z и=i і=i ї=yi й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ў=u';

const GREEK = 'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o';

const TABLE: ReadonlyMap<string, string> = new Map(
  `${LATIN} ${CYRILLIC} ${GREEK}`.split(' ').map((pair) => {
    const [letter = '', latin = ''] = pair.split('=');
    return [letter, latin] as const;
  }),
);

const FOREIGN = new RegExp(`[${[...TABLE.keys()].join('')}]`, 'gu');

/** Writes letters of other alphabets with Latin ones. Expects lower case; leaves alone what it does not know. */
export function transliterate(text: string): string {
  return text.replaceAll(FOREIGN, (letter) => TABLE.get(letter) ?? letter);
}
