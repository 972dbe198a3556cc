import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const file = z.object({ $file: z.string() });
const input = z.object({
  rows: z.number().int().min(1).max(100).default(3),
  file: file.optional(),
  /** Waits for the signal `go` before the end. */
  hold: z.boolean().default(false),
  fail: z.boolean().default(false),
});

/** A job with everything that a command can show: stages, progress, items, files, a wait and a failure. */
export default defineWorkflow(
  { name: 'cli-job', input, stages: ['read', 'work'], sample: { rows: 2 } },
  async (run, { rows, file: upload, hold, fail }) => {
    const text = await run.stage('read', async () =>
      upload === undefined ? '' : run.step('read the file', async () => run.file(upload).text()),
    );
    const result = await run.stage('work', async () => {
      const items = Array.from({ length: rows }, (_, index) => index);
      const mapped = await run.map('double', items, (item, step) => (item === 1 ? step.drop('odd one out') : item * 2), { report: true });
      run.progress({ message: 'almost there', done: rows, total: rows });
      return mapped.values;
    });
    await run.artifact('result.json', JSON.stringify(result), { mediaType: 'application/json' });
    if (hold) await run.waitFor('go');
    if (fail) {
      await run.step(
        'break',
        () => {
          throw new Error('it broke');
        },
        { retry: { maximumAttempts: 1 } },
      );
    }
    return { result, characters: text.length };
  },
);
