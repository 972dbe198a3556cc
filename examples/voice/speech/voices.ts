/** The languages that the synthesiser has a voice for, as it names them: `en` is the British one. */
export const VOICE_LANGUAGES: ReadonlySet<string> = new Set(
  `af am an ar as az ba be bg bn bpy bs ca ca-ba ca-nw ca-va cmn cmn-latn-pinyin cs cv cy da de el en en-029 en-gb-scotland
  en-gb-x-gbclan en-gb-x-gbcwmd en-gb-x-rp en-us en-us-nyc eo es es-419 et eu fa fa-latn fi fo fr fr-be fr-ch ga gd gn grc gu hak
  haw he hi hr ht hu hy hyw ia id io is it ja jbo ka kaa kk kl kn ko kok ku ky la lb lfn lt ltg lv mi mk ml mr ms mt mto my nb nci ne
  nl nog om or pa pap piqd pl pt pt-br py qdb qu quc qya ro ru ru-cl ru-lv sd shn si sjn sk sl smj sq sr sv sw ta te th ti tk tn tr
  tt ug uk ur uz vi vi-vn-x-central vi-vn-x-south xex yue`.split(/\s+/),
);

const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['en', 'en-us'],
  ['en-gb', 'en'],
  ['en-au', 'en'],
  ['en-ie', 'en'],
  ['en-nz', 'en'],
  ['no', 'nb'],
  ['zh', 'cmn'],
  ['zh-hk', 'yue'],
  ['es-mx', 'es-419'],
]);

/** The voice for a BCP-47 tag: the exact one, or that of the language without its last parts. Null when there is none. */
export function voiceFor(tag: string): string | null {
  const parts = tag.toLowerCase().replaceAll('_', '-').split('-');
  for (let count = parts.length; count > 0; count--) {
    const shorter = parts.slice(0, count).join('-');
    const name = OTHER_NAMES.get(shorter) ?? shorter;
    if (VOICE_LANGUAGES.has(name)) return name;
  }
  return null;
}

/** Ways in which each of the voices can sound. */
export const TIMBRES = ['default', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'f1', 'f2', 'f3', 'f4', 'f5', 'croak', 'whisper'] as const;

export type Timbre = (typeof TIMBRES)[number];

export function voiceId(language: string, timbre: Timbre): string {
  return timbre === 'default' ? language : `${language}+${timbre}`;
}
