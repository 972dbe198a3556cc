import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

const FANOUT_ITEMS = 60;

/** Many items, each with an effect of its own, eight at a time. */
export default defineWorkflow({ name: 'fanout', input: crashInput }, async (run, { n, effects }) => {
  const items = Array.from({ length: FANOUT_ITEMS }, (_, index) => n + index);
  const mapped = await run.map(
    'each',
    items,
    async (value, item) => {
      if (item.index % 20 === 19) return item.drop('every twentieth');
      return sendEffect(effects, item, { runId: run.id, step: 'each', item: item.index, value });
    },
    { concurrency: 8, report: true },
  );
  return { answer: await run.step('sum', () => mapped.values.reduce((sum, value) => sum + value, 0)) };
});
