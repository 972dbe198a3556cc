/**
 * Forms of the same given name, one family of forms a line, already folded. A form may stand in several lines
 * (`alex`): it then goes with each of them, but they do not go with one another.
 */
const FORMS = `
robert bob bobby rob robbie roberto
william bill billy will willy liam wilhelm willi
richard dick rick ricky rich riccardo ricardo
james jim jimmy jamie
john jack johnny jon jonny
michael mike mick mickey michel michele miguel mikael michal
thomas tom tommy tomas tomasz tomek
charles charlie chuck carlos carlo karl
edward ed eddie ted ned eduardo
andrew andy drew andreas andrzej
anthony tony toni antonio anton
joseph joe joey josef jose giuseppe pepe peppe
david dave davey
daniel dan danny
christopher chris kit topher christoph krzysztof
christian chris krystian
nicholas nick nicky nico nicolas nicola nikolaus klaus niklas mikolaj
alexander alex sandy xander sasha aleksander alessandro alexandre alejandro
alexandra alex sandra sasha aleksandra alessandra
steven stephen steve stefan stephan etienne esteban stefano
patrick pat paddy patrice patrizio
matthew matt mathew mathias matthias matteo mateo mateusz
benjamin ben benny
samuel sam sammy
samantha sam
jonathan jon jonny
gregory greg gregor grzegorz
timothy tim timmy
kenneth ken kenny
ronald ron ronnie
donald don donnie
lawrence larry laurence lorenzo laurent
gerald gerry jerry gerard gerardo
jeffrey jeff geoffrey geoff
frederick fred freddy friedrich fritz frederic federico fryderyk
francis frank francisco paco francesco francois franz franciszek frankie
henry harry hank heinrich enrique henri henrik enrico
peter pete pedro pierre pietro piotr petr
paul paulo pablo paolo pawel
george georg georges jorge giorgio jerzy jurgen
philip phil philipp felipe philippe filippo filip
raymond ray raimund ramon
leonard leo len lenny leonardo
louis lou luis ludwig luigi lewis
vincent vince vinnie vincenzo vicente
zachary zach zack
nathaniel nathan nate
theodore ted teddy theo
albert al bert alberto
alfred al fred alfredo
elizabeth liz lizzie beth betty eliza lisa elisabeth isabel ela elzbieta
katherine catherine kate katie kathy cathy kathryn katharina katarzyna kasia catalina caterina karin
margaret maggie meg peggy greta margarete margarita marguerite malgorzata gosia rita
jennifer jen jenny
jessica jess jessie
patricia pat patty tricia trish patrizia
barbara barb babs basia
susan sue susie suzanne susanne susanna zuzanna
deborah deb debbie debra
rebecca becky becca
victoria vicky tori viktoria wiktoria vittoria
christine chris chrissy christina kristina krystyna cristina tina
stephanie steph stefanie stefania
kimberly kim
amanda mandy
pamela pam
cynthia cindy
dorothy dot dolly dorothea dorota
theresa terry tess tessa teresa therese
abigail abby gail
josephine jo josie josefine
joanna jo joanne johanna giovanna juana
john johannes johann hans jan ian ivan juan giovanni jean janusz
gabrielle gaby gabriela gabriele
madeleine maddie magdalena magda lena
eleanor ellie nell nora eleonora leonor
helen helena elena helene ellen
anne ann anna annie ana hania ania
johanna hanna hanne
nicole nikki nicky nicola
mary maria marie molly mary mia maja
julia julie juliette giulia julka
martin marty marcin martino
mark marc marcus markus marco marek marcos
luke lucas lukas luca luc lukasz
eric erik erich
ralph rolf raoul raul
rudolf rudi rodolfo
rainer reiner
dietrich dieter
gunther guenther gunter guenter
wolfgang wolf
ulrich uli
sebastian seb basti
manuel manolo manu emanuel
ignacio nacho
rafael rafa raphael raffaele
guillermo memo
dolores lola
concepcion concha conchita
mercedes merche
rosario charo
agnieszka aga agnes
malgorzata gosia malgosia
stanislaw staszek
jakub kuba jacob jakob giacomo jaime
wojciech wojtek
muhammad mohammed mohamed mohammad mehmet memo
yusuf youssef
aleksandra ola
abdullah abdallah
srinivas srini
venkatesh venkat
subramanian subbu
rajesh raj rajeev
krishnan krishna kris
sanjay sanj
`;

const FAMILIES_OF_FORM: ReadonlyMap<string, ReadonlySet<number>> = readForms();

function readForms(): ReadonlyMap<string, ReadonlySet<number>> {
  const families = new Map<string, Set<number>>();
  for (const [line, forms] of FORMS.trim().split('\n').entries()) {
    for (const form of forms.split(' ')) {
      const lines = families.get(form) ?? new Set();
      lines.add(line);
      families.set(form, lines);
    }
  }
  return families;
}

/** True when both words are forms of one given name, like `bob` and `robert`. Takes folded words. */
export function areSameGivenName(a: string, b: string): boolean {
  const familiesOfA = FAMILIES_OF_FORM.get(a);
  const familiesOfB = FAMILIES_OF_FORM.get(b);
  return familiesOfA !== undefined && familiesOfB !== undefined && [...familiesOfA].some((family) => familiesOfB.has(family));
}

/** The word itself and one key for each given name that it is a form of: people who share a key may share the name. */
export function givenNameKeys(word: string): readonly string[] {
  const families = FAMILIES_OF_FORM.get(word);
  return families === undefined ? [word] : [...Array.from(families, (family) => `#${family}`), word];
}
