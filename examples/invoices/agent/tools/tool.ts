import type { z } from 'zod';
import type { Invoice } from '../../extract/invoice-schemas.ts';
import type { InvoiceDocument } from '../../documents/line.ts';
import type { PurchaseOrder } from '../purchase-orders.ts';
import type { ToolDeclaration } from '../chat-wire.ts';
import type { Verdict } from '../agent-schemas.ts';

/** What the tools work with in one run. None of them reaches outside, so a document that talks the model into things gains nothing. */
export interface Desk {
  readonly document: () => Promise<InvoiceDocument>;
  /** Null when the extractor finds no invoice in it. */
  readonly fields: () => Promise<Invoice | null>;
  readonly purchaseOrders: readonly PurchaseOrder[];
}

/** What goes back to the model, and the verdict when that was accepted. */
export interface ToolResult {
  readonly content: string;
  readonly ok: boolean;
  readonly verdict: Verdict | null;
}

export interface Tool {
  readonly name: string;
  readonly declaration: ToolDeclaration;
  /** Arguments as the model wrote them. Never throws for what is wrong with them. */
  readonly call: (desk: Desk, text: string) => Promise<ToolResult>;
}

export interface ToolOptions<In extends z.ZodType> {
  readonly name: string;
  readonly description: string;
  readonly parameters: In;
  readonly run: (desk: Desk, input: z.output<In>) => Promise<ToolResult> | ToolResult;
}
