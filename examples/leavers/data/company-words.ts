/** Companies are called by one word from the first list and one that says what they do; several share a first word, as in life. */
export const COMPANY_NAMES = (
  'Nordwind Atlas Vertex Aurora Lumina Kestrel Meridian Solaris Borealis Quantum Helix Cobalt Granit Silva Aqua Terra Zenith Orion Falke Linden ' +
  'Brightwater Stonebridge Ironwood Clearpath Bluepeak Redwood Harbour Summit Keystone Northgate Évidence Lumière Horizon Azur Mistral Étoile ' +
  'Castilla Sierra Ribera Montaña Vento Marea Fiume Stella Wisła Bursztyn Żubr Sokół Delft Polder Kompas Fjäll Älv Skog Anatolia Boğaz Çınar Öncü'
).split(' ');

export interface Trade {
  readonly industry: string;
  readonly words: readonly string[];
}

export const TRADES: readonly Trade[] = [
  { industry: 'Renewable Energy', words: ['Energy', 'Solar', 'Wind Systems'] },
  { industry: 'Software', words: ['Software', 'Technologies', 'Data', 'Cloud Services'] },
  { industry: 'Logistics', words: ['Logistics', 'Freight', 'Shipping & Cargo'] },
  { industry: 'Manufacturing', words: ['Manufacturing', 'Industries', 'Tools & Parts', 'Precision Engineering'] },
  { industry: 'Healthcare', words: ['Health', 'Medical', 'Pharmaceuticals'] },
  { industry: 'Financial Services', words: ['Capital', 'Insurance', 'Partners'] },
  { industry: 'Food & Beverages', words: ['Foods', 'Brewing', 'Bakeries'] },
  { industry: 'Construction', words: ['Construction', 'Build & Design', 'Concrete'] },
  { industry: 'Retail', words: ['Retail', 'Stores', 'Home & Garden'] },
  { industry: 'Media', words: ['Media', 'Studios', 'Publishing'] },
];

/** What the noise makes of a word in a company's name. */
export const COMPANY_ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['Technologies', 'Tech'],
  ['Manufacturing', 'Mfg.'],
  ['Industries', 'Ind.'],
  ['Pharmaceuticals', 'Pharma'],
  ['Services', 'Svcs'],
  ['Engineering', 'Eng.'],
  ['Systems', 'Sys.'],
]);

export const SIZES: readonly { readonly text: string; readonly people: readonly [number, number] }[] = [
  { text: '11-50', people: [6, 10] },
  { text: '51-200', people: [10, 18] },
  { text: '201-500', people: [16, 26] },
  { text: '501-1,000', people: [20, 34] },
  { text: '1,001-5,000', people: [26, 44] },
  { text: '5,001-10,000', people: [36, 62] },
];
