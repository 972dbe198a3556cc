import { appendFileSync } from 'node:fs';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({ log: z.string(), items: z.int() });

/** Uses every verb of the context once, with sleeps in between, so that each is replayed. */
export default defineWorkflow(
  { name: 'everything', input, stages: ['read', { name: 'work', title: 'Do the work', weight: 3 }] },
  async (run, { log, items }) => {
    const effect = (line: string): void => appendFileSync(log, `${line}\n`);
    const source = await run.stage('read', async () => {
      const file = await run.artifact('in/source.txt', 'line one\nline two\n', { role: 'intermediate' });
      await run.sleep('first', 10);
      return run.file(file).text();
    });
    run.usage({ provider: 'local', meter: 'rows', quantity: 2, costMicros: 40 });
    run.progress({ percent: 30, message: 'read' });
    const result = await run.stage('work', async () => {
      const mapped = await run.map(
        'numbers',
        Array.from({ length: items }, (_, index) => index),
        (number, { drop, index }) => {
          effect(`item ${index}`);
          if (number % 10 === 3) drop('unlucky');
          if (number % 10 === 7) throw Object.assign(new Error('bad number'), { retryable: false });
          return number * 2;
        },
        { report: true, concurrency: 4 },
      );
      await run.sleep('second', 10);
      return mapped;
    });
    await run.records(
      'doubled',
      result.values.map((value) => ({ value })),
    );
    await run.sleep('third', 10);
    await run.artifact('out/result.json', JSON.stringify(result.summary), { mediaType: 'application/json' });
    const child = await run.call<{ seen: string[] }>('effects', { log, plan: ['step:child'] });
    return { source, summary: result.summary, child: child.seen, sum: result.values.reduce((sum, value) => sum + value, 0) };
  },
);
