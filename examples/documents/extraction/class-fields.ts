import type { ClassName } from '../classes/class-name.ts';
import { type FieldSpec, labelled } from './field-spec.ts';

const CURRENCY: FieldSpec = { name: 'currency', type: 'currency', required: false, find: { by: 'currency' } };
const SUBTOTAL = labelled('subtotal', 'money', false, ['subtotal', 'sub total', 'net total', 'net amount']);
const TAX = labelled('tax', 'money', false, ['vat', 'tax', 'sales tax', 'gst', 'mwst']);

function letterhead(name: string): FieldSpec {
  return { name, type: 'text', required: true, find: { by: 'letterhead' } };
}

function items(required: boolean, headings: boolean): FieldSpec {
  return { name: 'line_items', type: 'table', required, find: { by: 'items', headings } };
}

/** What is extracted from each class. Labels are written as `foldText` leaves them. */
export const CLASS_FIELDS: { readonly [K in ClassName]: readonly FieldSpec[] } = {
  invoice: [
    letterhead('vendor'),
    labelled('customer', 'text', false, ['bill to', 'billed to', 'invoice to', 'customer']),
    labelled('invoice_number', 'identifier', true, ['invoice number', 'invoice no', 'invoice #', 'invoice id', 'rechnungsnummer']),
    labelled('invoice_date', 'date', true, ['invoice date', 'date of issue', 'issue date', 'date', 'rechnungsdatum']),
    labelled('due_date', 'date', false, ['due date', 'payment due', 'due by', 'pay by', 'due']),
    labelled('purchase_order_number', 'identifier', false, ['purchase order number', 'purchase order', 'po number', 'your order']),
    CURRENCY,
    items(true, true),
    SUBTOTAL,
    TAX,
    labelled('shipping', 'money', false, ['shipping', 'freight', 'postage']),
    labelled('discount', 'money', false, ['discount']),
    labelled('total', 'money', true, ['total due', 'amount due', 'grand total', 'invoice total', 'balance due', 'total']),
  ],
  receipt: [
    letterhead('merchant'),
    labelled('receipt_number', 'identifier', false, ['receipt no', 'receipt number', 'receipt #', 'transaction']),
    labelled('receipt_date', 'date', true, ['date']),
    CURRENCY,
    items(false, false),
    SUBTOTAL,
    TAX,
    labelled('total', 'money', true, ['total', 'grand total', 'amount paid', 'balance due']),
    labelled('payment_method', 'text', false, ['paid by', 'payment method', 'payment', 'tender']),
  ],
  purchase_order: [
    letterhead('buyer'),
    labelled('supplier', 'text', false, ['supplier', 'vendor', 'seller']),
    labelled('order_number', 'identifier', true, ['order number', 'order no', 'po number', 'purchase order number', 'purchase order']),
    labelled('order_date', 'date', true, ['order date', 'date of order', 'date']),
    labelled('delivery_date', 'date', false, ['delivery date', 'deliver by', 'required by']),
    labelled('ship_to', 'text', false, ['ship to', 'deliver to', 'delivery address']),
    CURRENCY,
    items(true, true),
    SUBTOTAL,
    TAX,
    labelled('total', 'money', true, ['order total', 'grand total', 'total']),
  ],
};
