import { foldWords } from './fold-text.ts';
import { readWordSet, readWordTable } from './word-table.ts';

const LONG_FORMS = readWordTable(`
senior: sr, snr, sen; junior: jr, jnr; vice president: vp; senior vice president: svp; executive vice president: evp; assistant vice president: avp
chief executive officer: ceo; chief technology officer: cto; chief financial officer: cfo; chief operating officer: coo; chief marketing officer: cmo
chief information officer: cio; chief product officer: cpo; chief revenue officer: cro; chief people officer: chro; chief data officer: cdo
chief information security officer: ciso; manager: mgr, mngr, mgmt, management; director: dir, directrice, directeur, direktor, direktorin, directora, direttore, dyrektor
engineer: eng, engr, ingenieur, ingenieurin, ingeniero, ingeniera, ingegnere, engineering; developer: dev, entwickler, entwicklerin, developpeur, developpeuse
executive: exec; representative: rep; associate: assoc; assistant: asst, assistent, assistentin, assistante; administrator: admin
human resources: hr, personal, rh, rrhh; people: talent; information technology: it; research and development: rd; operations: ops, op
marketing: mktg, mkt; sales: vertrieb, vertriebs, ventes, ventas, vendite, sprzedazy, commercial, commerciale, comercial; finance: fin, financial, finanzen, finances, finanzas, finanza
procurement: purchasing, einkauf, achats, compras, acquisti, zakupow; quality: qa, qualitat, qualite, calidad, qualita; production: produktion, produccion, produzione
software: sw; business: biz; development: devel, entwicklung; product: produkt, produit, producto; legal: recht, juridique; logistics: logistik, logistique, logistica
analyst: analystin, analyste, analista; specialist: spezialist, spezialistin, specialiste, especialista, specialista; consultant: berater, beraterin, consultor, consulente
head: leiter, leiterin, leitung; project: projekt, projet, proyecto, progetto; account: acct, key account
`);
const IGNORED_WORDS = readWordSet('of the and for at in to a an de des du der die das la le les del y e et und von fur i o m w d f x div');

/** The words of a title in one form: abbreviations written out, common foreign words in English, no filler. In order. */
export function titleWords(title: string): readonly string[] {
  const words = foldWords(title).flatMap((word) => (LONG_FORMS.get(word) ?? word).split(' '));
  return [...new Set(words.filter((word) => !IGNORED_WORDS.has(word)))];
}

/** Shared words of two titles as a part of all their words, from 0 to 1. */
export function titleSimilarity(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const shared = a.filter((word) => b.includes(word)).length;
  return shared / (a.length + b.length - shared);
}

/** True when a title has every word of what was asked for, so that `VP Sales` finds `Vice President of EMEA Sales`. */
export function titleAnswers(title: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((word) => title.includes(word));
}
