import { isOneSlipApart } from './jaro-winkler.ts';

/**
 * Legal forms as they stand at the end (or, for a few, at the beginning) of a company's name, folded. A form that is
 * written with dots has lost its letters to separate words there, so `s a` stands beside `sa`.
 */
export const LEGAL_SUFFIXES: readonly string[] = `
gmbh and co kgaa|gmbh and co kg|gmbh and co ohg|ag and co kgaa|ag and co kg|gesellschaft mit beschrankter haftung
gmbh|ggmbh|mbh|ag|kgaa|kg|ohg|gbr|ug haftungsbeschrankt|ug|se and co kgaa|se|e k|ek|e v|ev|eg
inc|incorporated|corp|corporation|llc|l l c|llp|l l p|lp|l p|pllc|co|company|and co|ltd|limited|plc|p l c|pty ltd|pty|pte ltd|pte|pvt ltd|pvt|private limited|public limited company
sa|s a|sas|s a s|sasu|sarl|s a r l|snc|s n c|eurl|sca|scop
srl|s r l|spa|s p a|sapa|ss
sl|s l|slu|s l u|sociedad limitada|sociedad anonima|sa de cv|s a de c v|s de rl|cv
lda|ltda|eireli|me|s a r l s
bv|b v|nv|n v|vof|cvba|bvba
ab|a b|aktiebolag|hb|as|a s|asa|aps|ap s|is|oy|oyj|hf|ehf
sp z o o|sp z oo|spolka z o o|spolka z ograniczona odpowiedzialnoscia|sp k|sp j|spolka akcyjna|zoo
sro|s r o|as|a s|kft|zrt|nyrt|doo|d o o|dd|d d|ad|ead|eood|ood|oo|ooo|zao|pao|oao|tov
anonim sirketi|a s|limited sirketi|ltd sti|san ve tic as|ve tic as|sti
kk|k k|kabushiki kaisha|co ltd|bhd|sdn bhd|tbk
`
  .trim()
  .split(/[\n|]/u)
  .toSorted((a, b) => b.length - a.length);

/** Forms that may also come first: `PT Nusantara`, `ООО Ромашка`. */
export const LEGAL_PREFIXES: readonly string[] = ['pt', 'ooo', 'oao', 'zao', 'ao', 'pao', 'tov', 'kabushiki kaisha', 'sarl', 'firma'];

const LEGAL_WORDS: ReadonlySet<string> = new Set(LEGAL_SUFFIXES.flatMap((form) => form.split(' ')));

/** True for a word that is part of a legal form, or would be but for one slip of the hand: `gmh`, `cco`, `iinc`. */
export function isSlipOfLegalForm(word: string): boolean {
  return LEGAL_WORDS.has(word) || (word.length <= 5 && [...LEGAL_WORDS].some((form) => form.length >= 2 && isOneSlipApart(word, form)));
}
