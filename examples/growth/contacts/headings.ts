import { foldText } from './fold-text.ts';

export const FIELDS = [
  'given',
  'family',
  'full',
  'email',
  'company',
  'domain',
  'title',
  'industry',
  'country',
  'employees',
  'linkedin',
] as const;

export type Field = (typeof FIELDS)[number];

/** How people head these columns, folded and without anything but letters and digits, the usual ones first. */
const ALIASES: { readonly [F in Field]: string } = {
  given: 'firstname givenname first forename vorname prenom nombre',
  family: 'lastname surname familyname last nachname nom apellido apellidos',
  full: 'name fullname contact contactname person personname displayname',
  email: 'email emailaddress workemail mail businessemail correo courriel',
  company: 'company companyname organization organisation employer account accountname firm firma unternehmen societe empresa',
  domain: 'domain companydomain website companywebsite webdomain companyurl url webseite siteweb emaildomain',
  title: 'title jobtitle position role headline funktion poste cargo',
  industry: 'industry sector companyindustry branche vertical',
  country: 'country location land pays pais companycountry',
  employees: 'employees companysize employeecount headcount size numberofemployees employeerange mitarbeiter effectif',
  linkedin: 'linkedin linkedinurl linkedinprofile profileurl profile linkedinlink',
};

const FIELD_OF = new Map(FIELDS.flatMap((field) => ALIASES[field].split(' ').map((alias) => [alias, field] as const)));

/** Which field a heading names, whatever its case, accents and punctuation. */
export function fieldOf(heading: string): Field | null {
  return FIELD_OF.get(foldText(heading).replaceAll(/[^a-z0-9]/g, '')) ?? null;
}
