/** What people and companies of a country are called. Family names are common ones, or made of a beginning and an ending. */
export interface Country {
  readonly name: string;
  /** Of 100 companies, how many are here. */
  readonly share: number;
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
  /** Two family names are usual. */
  readonly doubleNames: boolean;
  readonly cities: readonly string[];
  readonly legalForms: readonly string[];
  readonly language: Language;
}

export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pl';

interface CountrySource {
  readonly name: string;
  readonly share: number;
  readonly given: string;
  readonly family: string;
  readonly beginnings: string;
  readonly endings: string;
  readonly doubleNames?: boolean;
  readonly cities: string;
  readonly legalForms: string;
  readonly language?: Language;
}

const SOURCES: readonly CountrySource[] = [
  {
    name: 'Germany',
    share: 20,
    given:
      'Thomas Anna Michael Julia Stefan Katharina Andreas Lena Christian Sabine Jürgen Sophie Wolfgang Birgit Matthias Jana Björn Käthe Florian Heike Jörg Lea Günther Anja Tobias Nadine Philipp Ute Sebastian Johanna Lukas Franziska Felix Miriam Rainer Theresa Ulrich Klara Dieter Marlene',
    family:
      'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Krüger Hartmann Lange Krause Köhler Jäger Groß Weiß Böhm Vogt',
    beginnings: 'Stein Eich Hohen Wald Linden Grün Loh Buch Rosen Mühl Kirch Alten Birken Falken',
    endings: 'berg bach mann feld hoff brecht thal hauser müller meier kamp dorf',
    cities: 'Berlin|Hamburg|München|Köln|Stuttgart|Leipzig|Düsseldorf|Nürnberg',
    legalForms: 'GmbH|AG|GmbH & Co. KG|SE',
    language: 'de',
  },
  {
    name: 'United Kingdom',
    share: 14,
    given:
      'James Emma Robert Olivia William Charlotte Thomas Sarah Andrew Elizabeth David Rebecca Michael Victoria Daniel Katherine Matthew Jennifer Christopher Margaret Edward Samantha Nicholas Susan Benjamin Joanna Anthony Alexandra Stephen Hannah Oliver Amelia Harry Lucy George Alice Callum Fiona Alistair Imogen',
    family:
      "Smith Jones Taylor Brown Wilson Davies Evans Thomas Roberts Walker Wright Thompson White Hughes Green Hall Clarke Jackson Wood Harris O'Brien Campbell Stewart MacDonald Murray Graham Reid Shaw Burns Fletcher",
    beginnings: 'Ash Black Crow Hart Thorn Whit Wood Ames Stan Lang Brad Had Pem Red',
    endings: 'ton ley ford well worth combe bury wick field hurst dale more',
    cities: 'London|Manchester|Birmingham|Leeds|Edinburgh|Bristol',
    legalForms: 'Ltd|Limited|PLC|LLP',
  },
  {
    name: 'United States',
    share: 14,
    given:
      'Michael Jennifer John Jessica Robert Elizabeth David Ashley William Emily Joseph Patricia Richard Deborah Christopher Stephanie Daniel Kimberly Matthew Amanda Anthony Melissa Steven Nicole Kenneth Michelle Gregory Laura Timothy Rachel Jeffrey Megan Brandon Heather Tyler Brittany Logan Madison Ethan Chloe',
    family:
      'Johnson Williams Miller Davis Garcia Rodriguez Martinez Anderson Moore Martin Lee Perez Thompson Harris Clark Lewis Robinson Young Allen King Nguyen Hill Flores Adams Nelson Baker Rivera Mitchell Carter Kim',
    beginnings: 'Brook Cart Dun Ells Fair Gar Hol Kings Lex Mar Nor Pres Rad Win',
    endings: 'son man ing low ridge worth mere stead land brook lock er',
    cities: 'New York|San Francisco|Chicago|Austin|Boston|Seattle',
    legalForms: 'Inc.|LLC|Corp.|Co.',
  },
  {
    name: 'France',
    share: 12,
    given:
      'Jean Marie Pierre Camille François Élodie Nicolas Chloé Julien Aurélie Guillaume Céline Sébastien Émilie Jérôme Hélène Mathieu Inès Benoît Anaïs Frédéric Sandrine Rémi Zoé Étienne Noémie Loïc Mélanie Cédric Océane Thierry Valérie Gaël Maëlle Olivier Clémence Stéphane Margaux Cyril Agathe',
    family:
      'Martin Bernard Dubois Petit Durand Leroy Moreau Simon Laurent Lefèvre Roux Fournier Girard Bonnet Dupont Lambert Faure Rousseau Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Perrin Clément Gaillard Barbier',
    beginnings: 'Beau Mont Ville Clair Char Grand Bel Haut Val Cour Font Lan Mar Pré',
    endings: 'pré mont lieu vier don court neuf bois fort tier champ gnac',
    cities: 'Paris|Lyon|Marseille|Lille|Nantes|Toulouse',
    legalForms: 'SA|SAS|SARL|S.A.',
    language: 'fr',
  },
  {
    name: 'Spain',
    share: 10,
    given:
      'Antonio María José Carmen Manuel Laura Francisco Ana David Cristina Javier Lucía Carlos Marta Alejandro Elena Daniel Sara Miguel Paula Rafael Raquel Fernando Beatriz Sergio Rocío Álvaro Nuria Iván Sofía Rubén Inés Ángel Pilar Óscar Alba Adrián Irene Jesús Teresa',
    family:
      'García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina',
    beginnings: 'Villa Monte Casti Agui Bena Carra Esco Lara Maldo Olive Palo Sala Torre Zala',
    endings: 'nueva negro llo lar vides sco bedo nado rada meda zar rría',
    doubleNames: true,
    cities: 'Madrid|Barcelona|Valencia|Sevilla|Bilbao',
    legalForms: 'S.A.|S.L.|SL|SLU',
    language: 'es',
  },
  {
    name: 'Italy',
    share: 8,
    given:
      'Marco Giulia Alessandro Francesca Giuseppe Chiara Luca Sara Antonio Martina Matteo Valentina Lorenzo Elisa Davide Federica Stefano Silvia Andrea Elena Roberto Paola Nicolò Ilaria Simone Laura Riccardo Giorgia Filippo Alice',
    family:
      'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De\u00a0Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone',
    beginnings: 'Monta Casa Bella Fiora Gras Pelle Sabba Tomma Vale Zani Bona Cava',
    endings: 'nari grandi vanti tini setti lucci ghini relli pone dori sini netti',
    cities: 'Milano|Roma|Torino|Bologna|Firenze',
    legalForms: 'S.p.A.|S.r.l.|SpA|Srl',
    language: 'it',
  },
  {
    name: 'Poland',
    share: 8,
    given:
      'Piotr Anna Krzysztof Katarzyna Andrzej Małgorzata Tomasz Agnieszka Paweł Barbara Michał Ewa Marcin Elżbieta Łukasz Zofia Jakub Magdalena Wojciech Joanna Stanisław Monika Grzegorz Aleksandra Mateusz Natalia Rafał Zuzanna Dariusz Wiktoria',
    family:
      'Nowak Kowalska Wójcik Kamińska Lewandowski Zielińska Woźniak Dąbrowska Kozłowski Jankowska Mazur Kwiatkowska Krawczyk Piotrowska Grabowski Pawłowska Michalski Król Wieczorek Jabłońska Wróbel Majewska Olszewski Stępień Malinowska Jaworski Górska Rutkowski Sikora Walczak',
    beginnings: 'Brzo Dębi Gole Jasi Kali Leś Mroz Ostro Pod Rad Świer Wil Zabło Żura',
    endings: 'zowski ński wicz kowski czyk ciński lewicz dzki biak niak mirski nowicz',
    cities: 'Warszawa|Kraków|Wrocław|Gdańsk|Poznań',
    legalForms: 'Sp. z o.o.|S.A.|sp. z o.o.',
    language: 'pl',
  },
  {
    name: 'Netherlands',
    share: 5,
    given: 'Jan Sanne Pieter Lotte Daan Femke Bram Anouk Thijs Marloes Sven Esmée Joost Iris Maarten Fleur Ruben Noor Jeroen Eva',
    family:
      'de\u00a0Jong Jansen de\u00a0Vries van\u00a0den\u00a0Berg Bakker van\u00a0Dijk Visser Smit Meijer de\u00a0Boer Mulder Bos Vos Peters Hendriks van\u00a0Leeuwen Dekker Brouwer Dijkstra Kok',
    beginnings: 'Hoog Lange Oost Nieuw Broek Zuid Klein Voor Wester Haven',
    endings: 'stra ma huis kamp veld wijk meer brink dam hof',
    cities: 'Amsterdam|Rotterdam|Utrecht|Eindhoven',
    legalForms: 'B.V.|BV|N.V.',
  },
  {
    name: 'Sweden',
    share: 5,
    given:
      'Lars Anna Erik Karin Johan Sofia Anders Åsa Björn Malin Per Linnéa Göran Ebba Nils Märta Mikael Sara Gustav Hanna Henrik Elin Oskar Maja',
    family:
      'Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Lindberg Jönsson Lindström Bergström Söderberg Holmqvist Sjöberg Åkesson Öberg Nyström',
    beginnings: 'Lind Berg Sjö Holm Ek Nord Sand Björk Dal Gran Ström Hed',
    endings: 'gren qvist lund ström blad mark stedt holm vall backe ås löf',
    cities: 'Stockholm|Göteborg|Malmö|Uppsala',
    legalForms: 'AB|Aktiebolag',
  },
  {
    name: 'Turkey',
    share: 4,
    given: 'Mehmet Ayşe Mustafa Fatma Ahmet Elif Emre Zeynep Özgür Çiğdem Burak Gülşen Kerem Ebru Yiğit Şule Oğuz Derya Umut İpek',
    family: 'Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat',
    beginnings: 'Ak Kara Demir Gök Taş Yıl Öz Çın Er Gün Kızıl Boz',
    endings: 'taş demir oğlu türk soy kan gül alp bay doğan su er',
    cities: 'İstanbul|Ankara|İzmir|Bursa',
    legalForms: 'A.Ş.|Ltd. Şti.|Limited Şirketi',
  },
];

export const COUNTRIES: readonly Country[] = SOURCES.map((source) => ({
  name: source.name,
  share: source.share,
  given: source.given.split(' '),
  family: source.family.split(' ').map((name) => name.replaceAll('\u00a0', ' ')),
  beginnings: source.beginnings.split(' '),
  endings: source.endings.split(' '),
  doubleNames: source.doubleNames ?? false,
  cities: source.cities.split('|'),
  legalForms: source.legalForms.split('|'),
  language: source.language ?? 'en',
}));
