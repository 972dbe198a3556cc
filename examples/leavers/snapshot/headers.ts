import { foldText } from '../matching/fold-text.ts';

/** What a column can hold. A file needs a name (whole, or in parts) and a company; the rest makes matching better. */
export const FIELDS = [
  'id',
  'full',
  'given',
  'family',
  'title',
  'company',
  'domain',
  'industry',
  'size',
  'location',
  'country',
  'start',
  'end',
  'email',
  'profile',
] as const;

export type Field = (typeof FIELDS)[number];

/** The column of each field that was found. */
export type Columns = { readonly [F in Field]?: number };

/** How people head these columns, folded and without blanks, the usual ones first. */
const ALIASES: { readonly [F in Field]: string } = {
  id: 'id personid contactid employeeid externalid recordid candidateid peopleid uuid leadid memberid',
  full: 'fullname name personname contactname candidatename employeename employee person contact nomcomplet nombrecompleto nomecompleto vollstandigername imieinazwisko displayname',
  given: 'firstname givenname first forename vorname prenom nombre nombres imie voornaam fornavn fornamn',
  family:
    'lastname surname familyname last nachname familienname nom nomdefamille apellido apellidos cognome nazwisko achternaam etternavn efternavn efternamn',
  title:
    'title jobtitle position role currenttitle currentposition job jobposition occupation headline designation funktion stelle berufsbezeichnung poste fonction intituledeposte cargo puesto ruolo stanowisko functie',
  company:
    'company companyname employer organization organisation currentcompany currentemployer organizationname organisationname account accountname business firm firma unternehmen arbeitgeber societe entreprise employeur empresa compania azienda societa pracodawca bedrijf',
  domain:
    'domain companydomain website companywebsite companyurl webdomain employerdomain emaildomain sitioweb siteweb webseite companyhomepage homepage',
  industry: 'industry sector companyindustry branche secteur industria settore branza vertical',
  size: 'companysize employees employeecount headcount size numberofemployees numemployees companyheadcount employeesize staffcount mitarbeiter mitarbeiterzahl effectif effectifs empleados dipendenti employeerange',
  location:
    'location city region place geo geography personlocation currentlocation area ort standort stadt wohnort ville localisation ubicacion ciudad citta sede miasto lokalizacja plaats',
  country: 'country personcountry countryname land pays pais paese kraj',
  start:
    'startdate start startedon startedat started joined joinedon datejoined hiredate hiredon since from positionstart jobstartdate startmonth eintrittsdatum eintritt seit datededebut depuis fechadeinicio datainizio dataod',
  end: 'enddate end endedon endedat ended left lefton leftat until positionend jobenddate austrittsdatum austritt datedefin fechadefin datafine datado',
  email:
    'email emailaddress workemail mail businessemail professionalemail contactemail corporateemail adressemail correo correoelectronico courriel emailadresse',
  profile:
    'linkedin linkedinurl linkedinprofile linkedinprofileurl profileurl profile profilelink url linkedinlink personlinkedinurl socialprofile publicprofile publicprofileurl',
};

/** Finds the columns by their headings, whatever their language, case and punctuation. */
export function findColumns(headings: readonly string[]): Columns {
  const folded = headings.map((heading) => foldText(heading).replaceAll(' ', ''));
  const columns: { [F in Field]?: number } = {};
  for (const field of FIELDS) {
    const column = ALIASES[field]
      .split(' ')
      .map((alias) => folded.indexOf(alias))
      .find((index) => index !== -1);
    if (column !== undefined) columns[field] = column;
  }
  return familyBesideGiven(columns);
}

/** Beside a column of first names, one that is just headed `Name` holds family names. */
function familyBesideGiven(columns: Columns): Columns {
  if (columns.given === undefined || columns.family !== undefined || columns.full === undefined) return columns;
  const { full, ...others } = columns;
  return { ...others, family: full };
}

/** What a file has to have and does not, in words; null when nothing is missing. */
export function missingColumns(columns: Columns): string | null {
  const hasName = columns.full !== undefined || (columns.given !== undefined && columns.family !== undefined);
  if (hasName && columns.company !== undefined) return null;
  if (hasName) return 'a column with the company';
  return columns.company === undefined
    ? 'columns with the name and the company'
    : 'a column with the name (or two with first and last name)';
}
