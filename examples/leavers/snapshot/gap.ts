/** Why a row gave no answer. */
export type GapReason =
  /** Cells are missing where the name or the company should be. */
  | 'too_few_columns'
  /** More cells than headings: a comma without quotes has shifted them. */
  | 'too_many_columns'
  | 'missing_name'
  | 'no_company'
  /** The row says that the job had ended already. */
  | 'position_ended'
  /** Found, but the later row names no company although it describes a job. */
  | 'company_missing_after'
  /** Says nothing that another row of the same person does not say. */
  | 'duplicate_row'
  /** Several people of that name, and nothing that tells them apart. */
  | 'ambiguous_namesake'
  /** Somebody is alike, but not enough to be taken for the same person. */
  | 'uncertain_match'
  /** Not found, and the later file does not cover the company, so nothing can be concluded. */
  | 'company_not_in_after'
  /** Not found, and the run was told not to take that for having left. */
  | 'not_in_after';

export interface Gap {
  readonly row: number;
  readonly reason: GapReason;
}
