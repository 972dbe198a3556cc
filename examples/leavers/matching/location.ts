import { foldText } from './fold-text.ts';
import { readWordTable } from './word-table.ts';

/** A place as far as the text tells it; empty text for what it does not. */
export interface Place {
  readonly city: string;
  readonly country: string;
}

const COUNTRIES = readWordTable(`
germany: de, deu, deutschland, allemagne, alemania, niemcy; france: fr, fra, frankreich, francia; spain: es, esp, espana, spanien, espagne
italy: it, ita, italia, italien; united kingdom: uk, gb, gbr, great britain, england, scotland, wales, northern ireland, vereinigtes konigreich
united states: us, usa, united states of america, u s a, u s, estados unidos, vereinigte staaten; poland: pl, pol, polska, polen, pologne
netherlands: nl, nld, nederland, the netherlands, holland, niederlande, pays bas; belgium: be, bel, belgie, belgique, belgien
austria: at, aut, osterreich, oesterreich, autriche; switzerland: ch, che, schweiz, suisse, svizzera; sweden: se, swe, sverige, schweden
denmark: dk, dnk, danmark, danemark; norway: no, nor, norge, norwegen; finland: fi, fin, suomi, finnland; portugal: pt, prt; ireland: ie, irl, eire
turkey: tr, tur, turkiye, turkei; india: in, ind, bharat; canada: ca, can, kanada; czechia: cz, cze, czech republic, cesko, tschechien
mexico: mx, mex; brazil: br, bra, brasil; luxembourg: lu, lux, luxemburg; hungary: hu, hun, magyarorszag, ungarn; romania: ro, rou
`);
const CITIES = readWordTable(`
munich: munchen, muenchen; cologne: koln, koeln; nuremberg: nurnberg, nuernberg; vienna: wien; zurich: zuerich; geneva: geneve, genf
milan: milano, mailand; rome: roma, rom; turin: torino; florence: firenze; naples: napoli; venice: venezia; genoa: genova
warsaw: warszawa, warschau; krakow: cracow, krakau; wroclaw: breslau; gdansk: danzig; poznan: posen; lisbon: lisboa, lissabon; porto: oporto
brussels: bruxelles, brussel, brussel; antwerp: antwerpen, anvers; the hague: den haag, s gravenhage; copenhagen: kobenhavn, kopenhagen
gothenburg: goteborg; prague: praha, prag; seville: sevilla; bangalore: bengaluru; mumbai: bombay; new york: new york city, nyc, manhattan
dusseldorf: duesseldorf; frankfurt: frankfurt am main, frankfurt main; lyon: lyons; marseille: marseilles; san francisco: sf, san francisco bay
`);
const AREA_WORDS = /\b(?:greater|metropolitan|metro|area|region|grossraum|raum|agglomeration|bay area|und umgebung|periphery)\b/gu;

/** Reads `Lyon, Auvergne, France`, `Greater Munich Area`, `München (DE)`, `Deutschland`. */
export function parsePlace(text: string): Place {
  const parts = text
    .split(/[,;|/()]|\s[-–]\s/u)
    .map((part) => foldText(part).replaceAll(AREA_WORDS, ' ').replaceAll(/\s+/gu, ' ').trim())
    .filter((part) => part !== '');
  const country = parts.map(countryOf).findLast((name) => name !== '') ?? '';
  const [first = ''] = parts;
  const city = countryOf(first) === '' || (parts.length > 1 && country !== countryOf(first)) ? (CITIES.get(first) ?? first) : '';
  return { city, country };
}

/** True when a place lies in what somebody asked for: a city, a country, or both. */
export function liesIn(place: Place, wanted: Place): boolean {
  const sameCountry = place.country === wanted.country;
  if (wanted.city !== '') return place.city === wanted.city && (sameCountry || wanted.country === '' || place.country === '');
  return wanted.country !== '' && sameCountry;
}

const COUNTRY_NAMES = new Set(COUNTRIES.values());

function countryOf(part: string): string {
  return COUNTRIES.get(part) ?? (COUNTRY_NAMES.has(part) ? part : '');
}
