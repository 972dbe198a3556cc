import { defineTool, fault } from './define-tool.ts';
import { verdict } from '../agent-schemas.ts';

export const submitResultTool = defineTool({
  name: 'submit_result',
  description: 'Hands in the decision and ends the work. A result with faults comes back with them.',
  parameters: verdict,
  run: ({ purchaseOrders }, result) => {
    const { decision, matched_po: matched, differences } = result;
    const isKnown = matched === null || purchaseOrders.some(({ number }) => number === matched);
    const faults = [
      ...(isKnown ? [] : [`matched_po: there is no purchase order ${matched}`]),
      ...(decision === 'approve' && matched === null ? ['matched_po: an invoice is approved against a purchase order'] : []),
      ...(decision === 'approve' && differences.length > 0 ? ['differences: an invoice with differences is not approved'] : []),
    ];
    if (faults.length > 0) return fault('The result was refused.', faults);
    return { ok: true, content: '{"accepted":true}', verdict: result };
  },
});
