import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

const ITEMS = Array.from({ length: 7 }, (_, index) => index);

/** A map whose items fail and are dropped, with rows and a file afterwards. */
export default defineWorkflow({ name: 'fanout' }, async (run) => {
  const work = await run.map(
    'work',
    ITEMS,
    async (item, step) => {
      const done = await effect(run.id, step, item);
      return item === 3 ? step.drop('three is left out') : done;
    },
    { concurrency: 3, retry: { maximumAttempts: 3, initialIntervalMs: 300 } },
  );
  await run.records(
    'rows',
    work.values.map((value) => ({ value })),
  );
  const file = await run.artifact('list.txt', work.values.join('\n'));
  const a = await run.step('a', (step) => effect(run.id, step), { retry: { maximumAttempts: 5 } });
  return { 'map:work#1': work.results.length, 'step:a#1': a, file: file.sizeBytes };
});
