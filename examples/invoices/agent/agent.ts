import { AGENT } from '../dialects.ts';
import { agentInput, agentOutput } from './agent-schemas.ts';
import type { Agent } from './take-turns.ts';
import { Conversation } from './conversation.ts';
import type { Desk } from './tools/tool.ts';
import { PURCHASE_ORDERS } from './purchase-orders.ts';
import type { RunContext } from 'millrace';
import { defineWorkflow } from 'millrace';
import { extractInvoice } from '../extract/extract-invoice.ts';
import { once } from '../documents/once.ts';
import { providerOf } from './ask-model.ts';
import { readDocument } from '../documents/read-document.ts';
import { takeTurns } from './take-turns.ts';

const MAX_PAGES = 20;
const USUAL_CREDITS = 8;

export default defineWorkflow(
  {
    name: 'invoice-agent',
    title: 'Invoice agent',
    description: 'Lets a model with tools match an invoice with its purchase order and decide: approve, reject, or ask a person.',
    input: agentInput,
    output: agentOutput,
    stages: [
      { name: 'prepare', title: 'Read the invoice', weight: 10 },
      { name: 'work', title: 'Let the model work', weight: 80 },
      { name: 'deliver', title: 'Write the result', weight: 10 },
    ],
    sample: { file: { shipped: 'kestrel.pdf' }, model: { scripted: true } },
    estimate: ({ max_credits: max }) => ({ min: 1, expected: Math.min(USUAL_CREDITS, max), max }),
    dialects: { eigenpal: AGENT },
  },
  async (run, input) => {
    const document = once(() => readDocument(run, input, MAX_PAGES));
    const desk: Desk = {
      document,
      fields: async () => fieldsOf(await document()),
      purchaseOrders: input.purchase_orders ?? PURCHASE_ORDERS,
    };
    const provider = await run.stage('prepare', async () => {
      await run.step('read document', async () => (await document()).pages);
      return run.step('choose model', () => providerOf(input.model));
    });
    const conversation = new Conversation();
    await run.stage('work', () => work({ run, input, provider, desk }, conversation));
    return run.stage('deliver', () => deliver(run, conversation, { provider, scripted: input.model.scripted }));
  },
);

function fieldsOf(document: Awaited<ReturnType<Desk['document']>>): ReturnType<typeof extractInvoice> | null {
  try {
    return extractInvoice(document, null);
  } catch {
    // The parser finds no invoice; whether it is one is for the model to say.
    return null;
  }
}

/** The trace of a run that failed is the one that somebody will want to read. */
async function work(agent: Agent, conversation: Conversation): Promise<void> {
  try {
    await takeTurns(agent, conversation);
  } catch (error) {
    const isItsOwn = error instanceof Error && (error.name === 'AgentError' || error.name === 'StepError');
    if (isItsOwn && !agent.run.signal.aborted && conversation.turns > 0) await writeTrace(agent.run, conversation);
    throw error;
  }
}

async function writeTrace(run: RunContext, conversation: Conversation): Promise<string> {
  const options = { mediaType: 'application/jsonl', role: 'intermediate' } as const;
  return (await run.artifact('trace.jsonl', conversation.trace(), options)).artifact;
}

async function deliver(run: RunContext, conversation: Conversation, model: { provider: string; scripted: boolean }) {
  const { verdict, turns, tokens } = conversation;
  if (verdict === null) throw new Error('The turns ended without a verdict.');
  const trace = await writeTrace(run, conversation);
  const decision = await run.artifact('output/decision.json', `${JSON.stringify(verdict, null, 2)}\n`, { mediaType: 'application/json' });
  return {
    ...verdict,
    turns,
    model,
    tokens: { input: tokens.input, output: tokens.output, cache_read: tokens.cacheRead, cache_write: tokens.cacheWrite },
    files: { decision: decision.artifact, trace },
  };
}
