import type { ScriptedReply, ScriptedRequest } from './scripted-endpoint.ts';
import { type PurchaseOrder, purchaseOrder } from './purchase-orders.ts';
import type { ChatMessage } from './chat-wire.ts';
import type { Verdict } from './agent-schemas.ts';
import { type Invoice, invoice } from '../extract/invoice-schemas.ts';
import { isSameMoney } from '../extract/amounts.ts';
import { z } from 'zod';

const documentResult = z.object({ fields: invoice.nullable() });
const orderResult = z.object({ purchase_order: purchaseOrder.optional() });
const convertedResult = z.object({ amount: z.number() });

/** What a careful model might do, written down: read, look the order up, convert if need be, work out the difference, submit. */
export function audit({ messages }: ScriptedRequest): ScriptedReply {
  const results = resultsOf(messages);
  const read = documentResult.safeParse(results.get('read_document'));
  if (!read.success) return call('read_document', {}, 'I read the invoice first.');
  const { fields } = read.data;
  if (fields === null) return submit({ decision: 'reject', reasons: ['The document is no invoice.'], matched_po: null, differences: [] });
  if (fields.purchase_order === null) {
    return submit({ decision: 'needs_review', reasons: ['The invoice names no purchase order.'], matched_po: null, differences: [] });
  }
  if (!results.has('find_purchase_order')) return call('find_purchase_order', { number: fields.purchase_order });
  const { purchase_order: order } = orderResult.parse(results.get('find_purchase_order'));
  if (order === undefined) {
    const reasons = [`There is no purchase order ${fields.purchase_order}.`];
    return submit({ decision: 'needs_review', reasons, matched_po: null, differences: [] });
  }
  const net = (fields.subtotal ?? 0) - (fields.discount ?? 0);
  const isForeign = fields.currency !== null && fields.currency !== order.currency;
  if (isForeign && !results.has('convert_currency')) {
    return call('convert_currency', { amount: net, from: fields.currency, to: order.currency });
  }
  const comparable = isForeign ? convertedResult.parse(results.get('convert_currency')).amount : net;
  if (!results.has('calculate')) return call('calculate', { expression: `${comparable} - ${order.total}` });
  return submit(decide(fields, order, comparable));
}

function decide(fields: Invoice, order: PurchaseOrder, net: number): Verdict {
  const differences = differencesOf(fields, order, net);
  const matched_po = order.number;
  const isOther = plain(fields.supplier.name ?? '') !== plain(order.supplier);
  const against = order.status === 'closed' ? 'closed' : `for ${order.supplier}`;
  if (order.status === 'closed' || isOther) {
    return { decision: 'reject', reasons: [`Purchase order ${order.number} is ${against}.`], matched_po, differences };
  }
  if (differences.length > 0) {
    const reasons = differences.map(({ field }) => `${field} differs from the purchase order.`);
    return { decision: 'needs_review', reasons, matched_po, differences };
  }
  return { decision: 'approve', reasons: ['Supplier, lines and total agree with the open purchase order.'], matched_po, differences };
}

function differencesOf(fields: Invoice, order: PurchaseOrder, net: number): Verdict['differences'] {
  const total = isSameMoney(net, order.total) ? [] : [difference('total without tax', net, order.total)];
  return [...total, ...order.lines.flatMap((line) => differencesOfLine(fields, line))];
}

function differencesOfLine({ line_items: items }: Invoice, line: PurchaseOrder['lines'][number]): Verdict['differences'] {
  const billed = items.find(({ description }) => plain(description) === plain(line.description));
  if (billed === undefined) return [{ field: line.description, invoice: null, purchase_order: 'ordered' }];
  const quantity = difference(`quantity of ${line.description}`, billed.quantity, line.quantity);
  const price = difference(`price of ${line.description}`, billed.unit_price, line.unit_price);
  return [quantity, price].filter(({ invoice: onInvoice, purchase_order: onOrder }) => onInvoice !== onOrder);
}

function difference(field: string, onInvoice: number | null, onOrder: number): Verdict['differences'][number] {
  return { field, invoice: onInvoice === null ? null : String(onInvoice), purchase_order: String(onOrder) };
}

/** The last result of each tool, by its name. */
function resultsOf(messages: readonly ChatMessage[]): ReadonlyMap<string, unknown> {
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? (message.tool_calls ?? []) : []));
  const results = new Map<string, unknown>();
  for (const message of messages) {
    if (message.role !== 'tool') continue;
    const name = calls.find(({ id }) => id === message.tool_call_id)?.function.name ?? '';
    results.set(name, JSON.parse(message.content));
  }
  return results;
}

function call(name: string, input: object, content: string | null = null): ScriptedReply {
  return { content, calls: [{ name, arguments: JSON.stringify(input) }] };
}

function submit(verdict: Verdict): ScriptedReply {
  return call('submit_result', verdict);
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
