import { foldText } from './fold-text.ts';

export type Seniority = 'founder' | 'c_level' | 'vp' | 'director' | 'head' | 'other';

/** Words that take the meaning out of a grand title: `Assistant to the CEO`, `Former VP`, `Product Owner`. */
const DEMOTIONS: readonly RegExp[] = [
  /\b(?:assistan\w*|assisten[tz]\w*|asisten\w*|asystent\w*|secreta\w+|sekret\w+|receptionist)\b/u,
  /\b(?:former|formerly|ex|retired|emeritus|ehemalig\w*|ancien|ancienne|byly|byla|aspiring|future)\b/u,
  /\b(?:intern|internship|trainee|praktikant\w*|stagiaire|stagista|becari[oa]|werkstudent\w*|apprenti\w*|azubi|student\w*)\b/u,
  /\b(?:office of the|support to the|advisor to the|berater der)\b/u,
];
const LOOKALIKES =
  /\b(?:product|process|system|data|service|platform|risk|solution|application|domain|epic|feature) owner\b|\bactive directory\b|\bdirectory\b|\b(?:art|film|casting|music|stage|funeral|choir|camp) director\b|\bdirector of photography\b|\bdirect\w+ artisti\w+\b|\bhead (?:chef|nurse|coach|waiter|waitress|teacher|gardener|barista|hunter|bartender|cashier)\b|\b(?:business|sales|channel|alliance|delivery|technology|hr|people|talent) partners?\b|\bpartner (?:manager|success|marketing|development|sales)\b|\bchief of staff\b|\b(?:projekt|team|schicht|bau|filial|markt|objekt|gruppen|kita|kurs)leit\w+\b/gu;

const LEVELS: readonly (readonly [Exclude<Seniority, 'other'>, RegExp])[] = [
  [
    'founder',
    /\b(?:co ?)?(?:founder|founding partner|grunder\w*|gruender\w*|fondat\w+|fundador\w*|zalozyciel\w*|oprichter|grundare|kurucu|owner|inhaber\w*|propriet\w+|titolare|wlasciciel\w*)\b/u,
  ],
  [
    'c_level',
    /\b(?:ceo|cto|cfo|coo|cmo|cio|ciso|cso|cpo|cro|chro|cdo|clo|cco|caio|pdg|dg|daf|drh|dsi)\b|\bchief (?:\w+ ){1,3}officer\b|\bchief executive\b|\bmanaging (?:director|partner)\b|\b(?:senior|equity|general) partner\b|^partner\b|\bgeschaftsfuhr\w*|\bgeschaeftsfuehr\w*|\bvorst(?:and|aend|and)\w*\b|\b(?:directeur|directrice) general\w*\b|\bdirect(?:or|ora|rice) general\b|\bgerente general\b|\bdirettore generale\b|\bamministrat\w+ delegat\w+\b|\bconsejer[oa] delegad[oa]\b|\b(?:czlonek|czlonkini) zarzadu\b|\bprezes\w*\b|\bdiretora? geral\b|\bverkstallande direktor\b|\bvd\b|\b(?:administrerende|adm) direktor\b|\balgemeen directeur\b|\bbestuurder\b|\bgenel mudur\b|\bchair(?:man|woman|person)\b|\bboard member\b|\bmember of the (?:management |executive )?board\b|(?<!vice )\bpresident[ea]?\b/u,
  ],
  ['vp', /\b(?:vp|svp|evp|avp|gvp)\b|\bvice ?president\w*\b|\bwiceprezes\w*\b/u],
  [
    'director',
    /\b(?:directors?|directora|directeur|directrice|direttore|direttrice|diretora?|dyrektor\w*|direktoru?)\b|\b\p{L}*direktor(?:in)?\b|\bgeneral manager\b/u,
  ],
  ['head', /\bhead\b|\b\p{L}*leiter(?:in| in)?\b|\b\p{L}*leitung\b|\bhoofd\b|\bjef[ea] de(?!\p{L})|\bszef\w*\b/u],
];

/** How high a job stands, by its title, in English and the larger languages of Europe. The highest of several jobs counts. */
export function seniorityOf(title: string): Seniority {
  const jobs = title.split(/[|·•]/u).map((job) => foldText(job));
  const found = LEVELS.find(([, pattern]) => jobs.some((job) => isReal(job) && pattern.test(job.replaceAll(LOOKALIKES, ' '))));
  return found === undefined ? 'other' : found[0];
}

function isReal(job: string): boolean {
  return !DEMOTIONS.some((pattern) => pattern.test(job));
}
