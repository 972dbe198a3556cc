import { answer, defineTool } from './define-tool.ts';
import { z } from 'zod';

export const findPurchaseOrderTool = defineTool({
  name: 'find_purchase_order',
  description: 'Looks a purchase order up by its number. Amounts in it are without tax.',
  parameters: z.strictObject({ number: z.string().min(1).max(64) }),
  run: ({ purchaseOrders }, { number }) => {
    const found = purchaseOrders.find((order) => plain(order.number) === plain(number));
    return answer(found === undefined ? { found: false, number } : { found: true, purchase_order: found });
  },
});

function plain(number: string): string {
  return number.trim().toLowerCase();
}
