import { COMPANY_ABBREVIATIONS } from './company-words.ts';
import { NOISE } from './noise-rates.ts';
import type { RandomSource } from './random-source.ts';
import type { WorldCompany } from './world-companies.ts';
import type { WorldPerson } from './world-people.ts';
import { withoutAccents } from './world-companies.ts';

/** Short and other forms as people use them. Some of them are on no list that a matcher would know. */
const NICKNAMES = new Map(
  (
    'Robert:Bob,Rob;William:Bill,Will;James:Jim,Jamie;Michael:Mike,Mick;Thomas:Tom;Andrew:Andy,Drew;Edward:Ed,Ted;Christopher:Chris,Topher;Daniel:Dan;David:Dave;Matthew:Matt;Nicholas:Nick;Benjamin:Ben;' +
    'Anthony:Tony;Joseph:Joe;Richard:Rick,Dick;Steven:Steve;Stephen:Steve;Kenneth:Ken;Gregory:Greg;Timothy:Tim;Jeffrey:Jeff;Elizabeth:Liz,Beth,Bess;Rebecca:Becky;Victoria:Vicky;Katherine:Kate,Kitty;' +
    'Jennifer:Jen;Margaret:Maggie,Daisy;Samantha:Sam;Susan:Sue;Alexandra:Alex,Sasha;Jessica:Jess;Patricia:Pat;Deborah:Debbie;Stephanie:Steph;Kimberly:Kim;Amanda:Mandy;Nicole:Nikki;Andreas:Andi;Michael:Micha;' +
    'Stefan:Steff;Katharina:Kathi,Käthe;Matthias:Matze;Sebastian:Basti;Johanna:Hanna;Philipp:Phil;Wolfgang:Wolf;Ulrich:Uli;Julien:Juju;Guillaume:Guigui;Sébastien:Seb;Frédéric:Fred;Stéphane:Steph;Antonio:Toni;' +
    'José:Pepe;Francisco:Paco;Manuel:Manolo;Alejandro:Alex;Rafael:Rafa;Fernando:Nando;Jesús:Chus;Giuseppe:Beppe,Peppe;Francesca:Franci;Alessandro:Ale;Roberto:Robi;Federica:Fede;Katarzyna:Kasia;Małgorzata:Gosia;' +
    'Tomasz:Tomek;Agnieszka:Aga;Wojciech:Wojtek;Magdalena:Magda;Jakub:Kuba;Aleksandra:Ola;Elżbieta:Ela;Pieter:Piet;Maarten:Mart;Mikael:Micke;Gustav:Gurra;Mehmet:Memo'
  )
    .split(';')
    .map((entry): [string, readonly string[]] => [entry.slice(0, entry.indexOf(':')), entry.slice(entry.indexOf(':') + 1).split(',')]),
);

export interface WrittenName {
  readonly given: string;
  readonly family: string;
}

export function writeName(random: RandomSource, person: WorldPerson): WrittenName {
  const nicknames = NICKNAMES.get(person.given);
  let given = nicknames !== undefined && random.chance(NOISE.nickname) ? random.pick(nicknames) : person.given;
  if (random.chance(NOISE.givenAsInitial)) given = `${given.charAt(0)}.`;
  if (random.chance(NOISE.middleInitialShown)) given = `${given} ${person.middle}.`;
  const second = person.secondFamily === '' || random.chance(NOISE.secondFamilyNameLost) ? '' : ` ${person.secondFamily}`;
  let family = `${person.family}${second}`;
  if (random.chance(NOISE.nameMisspelt)) family = misspell(random, family);
  if (random.chance(NOISE.honorific)) given = `Dr. ${given}`;
  if (random.chance(NOISE.nameOrderSwapped)) [given, family] = [family, given];
  const spelling = pickSpelling(random, person.country.language === 'de');
  return { given: spelling(given), family: spelling(family) };
}

function pickSpelling(random: RandomSource, isGerman: boolean): (text: string) => string {
  const losesAccents = random.chance(NOISE.accentsLost);
  const spellsOut = losesAccents && isGerman && random.chance(NOISE.umlautsSpelledOut);
  const shouts = random.chance(NOISE.nameInCapitals);
  return (text) => {
    const spelled = spellsOut ? text.replaceAll('ü', 'ue').replaceAll('ö', 'oe').replaceAll('ä', 'ae').replaceAll('Ö', 'Oe') : text;
    const plain = losesAccents ? withoutAccents(spelled) : spelled;
    return shouts ? plain.toUpperCase() : plain;
  };
}

/** One slip of the hand, not in the first letter. */
function misspell(random: RandomSource, text: string): string {
  if (text.length < 5) return text;
  const at = random.between(1, text.length - 2);
  const letter = text.charAt(at);
  const [replacement, length] = random.pick([
    ['', 1],
    [letter + letter, 1],
    [random.pick(['a', 'e', 'i', 'o', 'n', 'r', 's', 't']), 1],
    [text.charAt(at + 1) + letter, 2],
  ] as const);
  return text.slice(0, at) + replacement + text.slice(at + length);
}

export function writeCompany(random: RandomSource, company: WorldCompany): string {
  const usual = `${company.name} ${company.legalForm}`;
  if (random.chance(NOISE.companyMisspelt)) return misspell(random, usual);
  if (!random.chance(NOISE.companyVariant)) return usual;
  return random.pick([
    company.name,
    usual.toUpperCase(),
    `${company.name}, ${company.legalForm}`,
    withoutAccents(usual),
    `${company.name} ${random.pick(company.country.legalForms)}`,
    usual.replace('&', 'and'),
    `${company.name
      .split(' ')
      .map((word) => COMPANY_ABBREVIATIONS.get(word) ?? word)
      .join(' ')} ${company.legalForm}`,
    `  ${company.name}  Group`,
    company.name.replaceAll(' ', '-'),
  ]);
}

export function writePlace(random: RandomSource, person: WorldPerson): string {
  if (!random.chance(NOISE.cityInOtherForm)) return `${person.city}, ${person.country.name}`;
  return random.pick([
    person.city,
    `Greater ${person.city} Area, ${person.country.name}`,
    withoutAccents(`${person.city}, ${person.country.name}`).toUpperCase(),
    person.country.name,
  ]);
}

export function writeMonth(random: RandomSource, month: number): string {
  const written = random.chance(NOISE.startOffByAMonth) ? month + random.pick([-1, 1]) : month;
  return `${Math.floor(written / 12)}-${String((written % 12) + 1).padStart(2, '0')}`;
}

export function writeTitle(random: RandomSource, title: string): string {
  if (random.chance(NOISE.formulaInTitle)) return `=1+1 ${title}`;
  if (random.chance(NOISE.lineBreakInTitle)) return title.replace(' ', '\n');
  return title;
}
