import { documentMembers, namesOneDocument, ONE_DOCUMENT } from '../documents/document-input.ts';
import { purchaseOrder } from './purchase-orders.ts';
import { z } from 'zod';

const micros = z.int().nonnegative().max(1_000_000_000);

/** What a million tokens cost, in millionths of a US dollar. What is not said costs what other input costs. */
const prices = z.strictObject({
  input: micros,
  output: micros,
  cache_read: micros.optional(),
  cache_write: micros.optional(),
});

const model = z.strictObject({
  scripted: z.boolean().default(false).describe('Ask the scripted endpoint of this example, which is no model, instead of a real one.'),
  name: z.string().trim().min(1).max(128).optional().describe('Another model of the configured endpoint.'),
});

export const agentInput = z
  .strictObject({
    ...documentMembers,
    model: model.default({ scripted: false }),
    max_turns: z.int().min(1).max(40).default(12),
    max_credits: z.int().min(1).max(10_000).default(60).describe('The run ends when its tokens have cost this much.'),
    prices: prices.optional(),
    purchase_orders: z.array(purchaseOrder).max(200).optional().describe('Instead of the shipped table.'),
  })
  .refine(namesOneDocument, ONE_DOCUMENT);

export type AgentInput = z.output<typeof agentInput>;
export type Prices = z.output<typeof prices>;

const short = z.string().trim().min(1).max(500);

/** What the agent has to submit. */
export const verdict = z.strictObject({
  decision: z.enum(['approve', 'reject', 'needs_review']),
  reasons: z.array(short).min(1).max(20).describe('Why, one fact each.'),
  matched_po: z.string().nullable().describe('The number of the purchase order that the invoice belongs to, or null.'),
  differences: z
    .array(z.strictObject({ field: short, invoice: z.string().max(500).nullable(), purchase_order: z.string().max(500).nullable() }))
    .max(100)
    .describe('Every point in which the two disagree.'),
});

export type Verdict = z.output<typeof verdict>;

const tokens = z.int().nonnegative();

export const agentOutput = verdict.extend({
  turns: z.int().positive(),
  model: z.object({ provider: z.string(), scripted: z.boolean() }),
  tokens: z.object({ input: tokens, output: tokens, cache_read: tokens, cache_write: tokens }),
  files: z.object({ decision: z.string(), trace: z.string() }),
});
