/** How the parts of an invoice are labelled, in English and German. A label is a whole cell, or ends at a colon, point or number sign. */
const LABELS = {
  invoiceNumber: String.raw`invoice\s*(?:no|number|num|nr|id|#)|rechnungs?(?:nummer|[\s-]*nr)`,
  issueDate: 'invoice date|date of (?:issue|invoice)|issue date|issued(?: on)?|date|rechnungsdatum|datum',
  dueDate: 'due date|payment due|due(?: on| by)?|pay by|fällig(?:keit)?(?: am)?|fälligkeitsdatum|zahlbar bis',
  purchaseOrder: String.raw`p\.?o\.?\s*(?:number|no|#)|purchase order(?:\s*(?:no|number|#))?|order (?:no|number)|bestellnummer|bestell-nr|ihre bestellung`,
  paymentTerms: 'payment terms|terms(?: of payment)?|zahlungsbedingungen|zahlungsziel',
  supplier: 'supplier|seller|vendor|from|lieferant|rechnungssteller',
  customer: 'bill(?:ed)? to|invoice to|sold to|customer|client|rechnungsempfänger|rechnung an|kunde',
  vatId: String.raw`vat(?:\s*(?:reg(?:istration)?\.?)?\s*(?:no|number|id))|tax id|ust-?\s?id(?:-?\s?nr)?|mwst-nr`,
} as const;

export type LabelName = keyof typeof LABELS;

const PATTERNS = new Map(
  Object.entries(LABELS).map(([name, label]) => [name, new RegExp(String.raw`^(?:${label})(?:\s*[.:#]+\s*(?<rest>.*)|\s*)$`, 'iu')]),
);

/** What stands behind the label within its cell, maybe nothing; null when the cell does not begin with that label. */
export function behindLabel(cell: string, name: LabelName): string | null {
  const found = PATTERNS.get(name)?.exec(cell);
  return found === null || found === undefined ? null : (found.groups?.['rest'] ?? '');
}

export function isLabel(cell: string): boolean {
  return [...PATTERNS.values()].some((pattern) => pattern.test(cell));
}
