import type { ClassName } from './class-name.ts';

/** What may stand on a page, and how often it does on pages of each class and of no class. */
export interface Cue {
  /** Folded words; one of them is enough. */
  readonly phrases: readonly string[];
  readonly on: { readonly [K in ClassName | 'other']: number };
}

function cue(phrases: readonly string[], invoice: number, receipt: number, order: number, other: number): Cue {
  return { phrases, on: { invoice, receipt, purchase_order: order, other } };
}

/**
 * The frequencies are our estimates, not counts of a corpus: round shares of pages on which the cue is to be expected. What
 * matters is the ratio between the classes.
 */
export const CUES: readonly Cue[] = [
  cue(['invoice', 'tax invoice', 'rechnung', 'facture'], 0.97, 0.06, 0.12, 0.03),
  cue(['invoice number', 'invoice no', 'invoice #', 'invoice date'], 0.9, 0.04, 0.03, 0.01),
  cue(['due date', 'payment due', 'amount due', 'total due', 'payment terms', 'net 30'], 0.8, 0.02, 0.15, 0.02),
  cue(['bill to', 'billed to', 'invoice to'], 0.7, 0.02, 0.3, 0.01),
  cue(['bank transfer', 'iban', 'account number', 'sort code', 'remittance'], 0.6, 0.02, 0.03, 0.04),
  cue(['receipt', 'receipt no', 'till', 'cashier', 'quittung'], 0.04, 0.85, 0.02, 0.02),
  cue(['paid by', 'card payment', 'visa', 'mastercard', 'cash', 'contactless', 'auth code'], 0.06, 0.85, 0.03, 0.02),
  cue(['change', 'change due', 'tendered'], 0.02, 0.4, 0.02, 0.03),
  cue(['thank you', 'come again', 'keep your receipt'], 0.25, 0.6, 0.06, 0.15),
  cue(['purchase order', 'order form'], 0.35, 0.02, 0.97, 0.02),
  cue(['order number', 'order no', 'po number', 'order date'], 0.15, 0.06, 0.85, 0.02),
  cue(['supplier', 'vendor', 'seller'], 0.1, 0.01, 0.75, 0.03),
  cue(['ship to', 'deliver to', 'delivery date', 'delivery address'], 0.25, 0.01, 0.75, 0.02),
  cue(['authorised', 'authorized', 'approved by', 'requested by'], 0.04, 0.05, 0.5, 0.04),
  cue(['order total'], 0.05, 0.08, 0.5, 0.01),
  cue(['subtotal', 'sub total'], 0.75, 0.5, 0.4, 0.01),
  cue(['total', 'amount', 'balance'], 0.97, 0.95, 0.9, 0.15),
  cue(['vat', 'tax', 'gst', 'mwst'], 0.85, 0.6, 0.4, 0.05),
  cue(['unit price', 'price', 'qty', 'quantity'], 0.85, 0.25, 0.9, 0.04),
  cue(['dear', 'sincerely', 'regards', 'yours faithfully'], 0.05, 0.01, 0.05, 0.5),
];
