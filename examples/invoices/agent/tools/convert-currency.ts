import { answer, defineTool, fault } from './define-tool.ts';
import { roundMoney } from '../../extract/amounts.ts';
import { z } from 'zod';

/** Made-up rates of one day: what one euro is worth. */
const RATES_OF = '2026-06-01';
const PER_EURO = new Map([
  ['EUR', 1],
  ['USD', 1.12],
  ['GBP', 0.85],
  ['CHF', 0.94],
  ['CZK', 24.6],
  ['PLN', 4.25],
]);

export const convertCurrencyTool = defineTool({
  name: 'convert_currency',
  description: `Converts an amount at the rates of ${RATES_OF}.`,
  parameters: z.strictObject({ amount: z.number(), from: z.string().length(3), to: z.string().length(3) }),
  run: (_, { amount, from, to }) => {
    const [source, target] = [PER_EURO.get(from), PER_EURO.get(to)];
    if (source === undefined || target === undefined) return fault(`There are rates for ${[...PER_EURO.keys()].join(', ')} only.`);
    return answer({ amount: roundMoney((amount / source) * target), currency: to, rates_of: RATES_OF });
  },
});
