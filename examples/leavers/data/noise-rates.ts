/** How often each kind of disorder happens: a share of the rows of a file, drawn for each file on its own, unless it says otherwise. */
export const NOISE = {
  idMissing: 0.35,
  profileMissing: 0.5,
  emailMissing: 0.4,
  domainMissing: 0.35,
  industryMissing: 0.3,
  sizeMissing: 0.3,
  locationMissing: 0.05,
  startMissing: 0.08,
  titleMissing: 0.03,
  nameMissing: 0.002,
  companyMissing: 0.003,

  accentsLost: 0.25,
  /** Of the rows that lose their accents and are German: `ü` becomes `ue` and not `u`. */
  umlautsSpelledOut: 0.5,
  nickname: 0.05,
  givenAsInitial: 0.01,
  middleInitialShown: 0.06,
  secondFamilyNameLost: 0.15,
  nameMisspelt: 0.012,
  nameInCapitals: 0.03,
  nameOrderSwapped: 0.01,
  /** Only where a file has one column for the name: `Weber, Anna`. */
  familyFirstWithComma: 0.03,
  honorific: 0.015,

  companyVariant: 0.12,
  companyMisspelt: 0.004,
  cityInOtherForm: 0.1,
  startOffByAMonth: 0.03,
  lineBreakInTitle: 0.003,
  formulaInTitle: 0.001,
  wrongId: 0.001,

  duplicateRow: 0.015,
  rowCutShort: 0.001,
  rowShifted: 0.0005,
  emptyLine: 0.001,

  /** Shares of people, not rows. */
  namesake: 0.01,
  married: 0.006,
  /** Somebody who stayed and is just not in the later file. */
  lostAfter: 0.002,
} as const;

/** What happens to people between the files, as shares of all of them. */
export const CHANGES = {
  leaves: 0.12,
  /** Of those who leave. What is left over goes to another company of the file. */
  toOutside: 0.17,
  toNowhere: 0.07,
  outOfSight: 0.08,
  keepsOldMail: 0.06,
  keepsField: 0.8,
  movesCity: 0.15,
  /** Of those who stay. */
  newTitle: 0.1,
  stayerMovesCity: 0.02,
  joins: 0.09,
} as const;
