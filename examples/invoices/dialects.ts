import type { EigenpalDeclaration } from 'millrace';

/** Extraction is a workflow: `workflows.invoices`. */
export const EXTRACTION = { type: 'workflow' } satisfies EigenpalDeclaration;

/** Where a model decides what happens is an agent: `agents.invoice-agent`. */
export const AGENT = {
  type: 'agent',
  model: { $from: '/output/model/provider' },
} satisfies EigenpalDeclaration;
