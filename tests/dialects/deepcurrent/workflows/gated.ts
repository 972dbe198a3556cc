import { z } from 'zod';
import { defineWorkflow, type DeepcurrentDeclaration } from '../../../../packages/millrace/src/index.ts';

const asPipeline = {
  presets: { both: ['find', 'check'] },
  capabilities: ['find', 'check'],
  stages: { finding: 'find', checking: 'check' },
  goals: [{ goal_type: 'names', words: ['name'], preset: 'both', strategy: 'lookup_only' }],
  input: { names: { $from: '/input_assets/names' }, fail: { $from: '/execution_options/fail' } },
  results: [{ result_id: 'names', label: 'Names', records: 'names' }],
  exports: [{ asset_id: 'names_csv', label: 'Names', kind: 'names', path: 'names.csv' }],
  delivered_counts: { found: { $from: '/found' } },
} satisfies DeepcurrentDeclaration;

/** Two stages with a signal before each, so that a test can look at it in between; ten credits a name at most, one for each that is found. */
export default defineWorkflow(
  {
    name: 'names',
    input: z.object({ names: z.array(z.string().min(1)).min(1), fail: z.boolean().default(false) }),
    stages: ['finding', 'checking'],
    estimate: ({ names }) => ({ min: 1, expected: 5, max: names.length * 10, breakdown: [{ name: 'find', min: 1, expected: 5, max: 10 }] }),
    dialects: { deepcurrent: asPipeline },
  },
  async (run, { names, fail }) => {
    await run.waitFor('find');
    await run.stage('finding', async () => {
      run.progress({ percent: 40, message: 'Finding names' });
      await run.step('find', (step) => step.usage({ provider: 'local', meter: 'names', quantity: names.length, credits: names.length }));
      await run.waitFor('check');
    });
    await run.stage('checking', async () => {
      await run.step(
        'check',
        () => {
          if (fail) throw new Error('Nobody answers.');
        },
        { retry: { maximumAttempts: 1 } },
      );
    });
    await run.records('names', names);
    await run.artifact('names.csv', names.join('\n'), { mediaType: 'text/csv' });
    return { found: names.length };
  },
);
