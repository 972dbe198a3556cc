import type { Language } from './countries.ts';

export type Level = 'staff' | 'senior' | 'manager' | 'head' | 'director' | 'vp' | 'chief' | 'founder';

/** From here on people decide: the truth that the search for decision makers is measured against. */
export const DECIDING_LEVELS: ReadonlySet<Level> = new Set(['head', 'director', 'vp', 'chief', 'founder']);

/** One field of work: its name, what its staff is called, and its chief. */
export interface Field {
  readonly en: string;
  readonly staff: string;
  readonly chief: readonly string[];
  readonly de: string;
  readonly fr: string;
  readonly es: string;
  readonly it: string;
  readonly pl: string;
}

export const FIELDS_OF_WORK: readonly Field[] = [
  {
    en: 'Sales',
    staff: 'Account Executive',
    chief: ['Chief Revenue Officer', 'CRO', 'Chief Sales Officer'],
    de: 'Vertrieb',
    fr: 'commercial',
    es: 'ventas',
    it: 'vendite',
    pl: 'sprzedaży',
  },
  {
    en: 'Marketing',
    staff: 'Marketing Specialist',
    chief: ['Chief Marketing Officer', 'CMO'],
    de: 'Marketing',
    fr: 'marketing',
    es: 'marketing',
    it: 'marketing',
    pl: 'marketingu',
  },
  {
    en: 'Engineering',
    staff: 'Software Engineer',
    chief: ['Chief Technology Officer', 'CTO'],
    de: 'Entwicklung',
    fr: 'technique',
    es: 'ingeniería',
    it: 'ingegneria',
    pl: 'rozwoju',
  },
  {
    en: 'Finance',
    staff: 'Financial Analyst',
    chief: ['Chief Financial Officer', 'CFO'],
    de: 'Finanzen',
    fr: 'financier',
    es: 'finanzas',
    it: 'finanza',
    pl: 'finansowy',
  },
  {
    en: 'Human Resources',
    staff: 'HR Specialist',
    chief: ['Chief People Officer', 'CHRO'],
    de: 'Personal',
    fr: 'des ressources humaines',
    es: 'recursos humanos',
    it: 'risorse umane',
    pl: 'personalny',
  },
  {
    en: 'Operations',
    staff: 'Operations Analyst',
    chief: ['Chief Operating Officer', 'COO'],
    de: 'Betrieb',
    fr: 'des opérations',
    es: 'operaciones',
    it: 'operativo',
    pl: 'operacyjny',
  },
  {
    en: 'Product',
    staff: 'Product Owner',
    chief: ['Chief Product Officer', 'CPO'],
    de: 'Produktmanagement',
    fr: 'produit',
    es: 'producto',
    it: 'prodotto',
    pl: 'produktu',
  },
  {
    en: 'Procurement',
    staff: 'Buyer',
    chief: ['Chief Procurement Officer', 'CPO'],
    de: 'Einkauf',
    fr: 'des achats',
    es: 'compras',
    it: 'acquisti',
    pl: 'zakupów',
  },
  {
    en: 'IT',
    staff: 'Systems Administrator',
    chief: ['Chief Information Officer', 'CIO'],
    de: 'IT',
    fr: 'informatique',
    es: 'sistemas',
    it: 'informatica',
    pl: 'IT',
  },
  {
    en: 'Quality',
    staff: 'Quality Engineer',
    chief: ['Chief Quality Officer'],
    de: 'Qualität',
    fr: 'qualité',
    es: 'calidad',
    it: 'qualità',
    pl: 'jakości',
  },
  {
    en: 'Supply Chain',
    staff: 'Supply Planner',
    chief: ['Chief Supply Chain Officer'],
    de: 'Logistik',
    fr: 'logistique',
    es: 'logística',
    it: 'logistica',
    pl: 'logistyki',
  },
  {
    en: 'Legal',
    staff: 'Legal Counsel',
    chief: ['Chief Legal Officer', 'CLO'],
    de: 'Recht',
    fr: 'juridique',
    es: 'legal',
    it: 'legale',
    pl: 'prawny',
  },
];

/** All usual ways to write one job. */
export function wordingsOf(field: Field, level: Level, language: Language): readonly string[] {
  return language === 'en' ? englishWordings(field, level) : [...englishWordings(field, level), ...localWordings(field, level, language)];
}

function englishWordings({ en, staff, chief }: Field, level: Level): readonly string[] {
  const wordings: { readonly [L in Level]: readonly string[] } = {
    staff: [staff, staff, `${en} Associate`],
    senior: [`Senior ${staff}`, `Sr. ${staff}`, `Sr ${staff}`],
    manager: [`${en} Manager`, `Manager, ${en}`, `Manager ${en}`, `Assistant to the VP of ${en}`],
    head: [`Head of ${en}`, `Head of ${en}, EMEA`, `${en} - Head`],
    director: [`Director of ${en}`, `${en} Director`, `Director, ${en}`, `Senior Director ${en}`],
    vp: [`VP ${en}`, `VP of ${en}`, `Vice President, ${en}`, `SVP ${en}`],
    chief,
    founder: ['Founder & CEO', 'Co-Founder', 'Founder and Managing Director', 'Owner'],
  };
  return wordings[level];
}

function localWordings(field: Field, level: Level, language: Exclude<Language, 'en'>): readonly string[] {
  const work = field[language];
  switch (language) {
    case 'de':
      return pickLevel(level, {
        manager: [`Teamleiter ${work}`],
        head: [`Leiter ${work}`, `Leiterin ${work}`, `Leiter:in ${work}`],
        director: [`Direktor ${work}`],
        chief: ['Geschäftsführer', 'Geschäftsführerin', `Vorstand ${work}`],
        founder: ['Gründer', 'Gründerin und Inhaberin'],
      });
    case 'fr':
      return pickLevel(level, {
        manager: [`Responsable ${work}`],
        director: [`Directeur ${work}`, `Directrice ${work}`],
        chief: ['Directeur général', 'Directrice Générale', 'PDG'],
        founder: ['Fondateur', 'Fondatrice associée'],
      });
    case 'es':
      return pickLevel(level, {
        manager: [`Responsable de ${work}`],
        head: [`Jefe de ${work}`, `Jefa de ${work}`],
        director: [`Director de ${work}`, `Directora de ${work}`],
        vp: [`Vicepresidente de ${work}`],
        chief: ['Director General', 'Consejera Delegada'],
        founder: ['Fundador', 'Socia fundadora'],
      });
    case 'it':
      return pickLevel(level, {
        director: [`Direttore ${work}`, `Direttrice ${work}`],
        vp: [`Vicepresidente ${work}`],
        chief: ['Amministratore Delegato', 'Direttore Generale'],
        founder: ['Fondatore', 'Titolare'],
      });
    case 'pl':
      return pickLevel(level, {
        manager: [`Kierownik działu ${work}`],
        director: [`Dyrektor ${work}`],
        vp: ['Wiceprezes'],
        chief: ['Prezes Zarządu', 'Członek Zarządu'],
        founder: ['Założyciel', 'Właściciel'],
      });
  }
}

function pickLevel(level: Level, wordings: { readonly [L in Level]?: readonly string[] }): readonly string[] {
  return wordings[level] ?? [];
}
