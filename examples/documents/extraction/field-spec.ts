export type FieldType = 'text' | 'identifier' | 'date' | 'money' | 'currency' | 'table';

/** How a field is found on a document, and whether the document is wrong without it. */
export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly find: FindBy;
}

export type FindBy =
  /** Behind one of these labels, to the right of it or below it. The first label is the likeliest. */
  | { readonly by: 'label'; readonly labels: readonly string[] }
  /** The largest text at the top of the first page. */
  | { readonly by: 'letterhead' }
  /** The currency that the amounts are in. */
  | { readonly by: 'currency' }
  /** The rows below the headings of a table; `headings: false` takes rows that end in an amount. */
  | { readonly by: 'items'; readonly headings: boolean };

export function labelled(name: string, type: FieldType, required: boolean, labels: readonly string[]): FieldSpec {
  return { name, type, required, find: { by: 'label', labels } };
}
