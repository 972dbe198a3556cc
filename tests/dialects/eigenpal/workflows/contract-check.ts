import { once } from 'node:events';
import { defineWorkflow, type EigenpalDeclaration } from '../../../../packages/millrace/src/index.ts';
import { z } from 'zod';

const asAutomation = {
  slug: 'extract-contract',
  input: { mode: { $from: '/input/mode' }, papers: { $from: '/files/contract' }, pages: { $from: '/input/pages' } },
  output: { parties: { $from: '/output/parties' }, client: { $from: '/metadata/client' } },
  roles: { 'output/': 'output', 'output/report': 'report' },
} satisfies EigenpalDeclaration;

const file = z.object({ $file: z.string() });

/**
 * Goes only where a test lets it: `wait` waits for a signal, `ask` for a person, `busy` until it is stopped; `break` and
 * `misfit` fail. In all other cases it completes.
 */
export default defineWorkflow(
  {
    name: 'contract-check',
    title: 'Contract check',
    description: 'Finds the parties of a contract.',
    input: z.object({
      mode: z.enum(['quick', 'wait', 'ask', 'busy', 'break', 'misfit']).default('quick'),
      papers: z.union([file, z.array(file)]).optional(),
      pages: z.int().min(1).default(1),
    }),
    output: z.object({ parties: z.array(z.string()).max(2) }),
    concurrency: { limit: 4 },
    examples: [
      { id: 'two', name: 'two-parties', input: { pages: 2 }, expected: { parties: ['A', 'B'] }, metadata: { kind: 'short' } },
      { id: 'three', name: 'three-parties', input: { pages: 2 }, expected: { parties: ['A', 'C'] } },
    ],
    dialects: { eigenpal: asAutomation },
  },
  async (run, { mode, papers, pages }) => {
    if (mode === 'wait') await run.waitFor('go');
    if (mode === 'ask') await run.review('sign off', { pages }, { title: 'Is this a contract?' });
    if (mode === 'busy') await run.step('read for ever', async ({ signal }) => once(signal, 'abort'));
    const parties = await run.step(
      'find parties',
      (step) => {
        step.usage({ provider: 'local', meter: 'ocr_pages', quantity: pages, credits: pages });
        step.usage({ provider: 'model', meter: 'input_tokens', quantity: 40 });
        step.usage({ provider: 'model', meter: 'output_tokens', quantity: 7 });
        step.usage({ provider: 'model', meter: 'llm_calls', quantity: 1 });
        if (mode === 'break') throw new Error('The contract is torn.');
        return ['A', 'B'];
      },
      { retry: { maximumAttempts: 1 } },
    );
    await run.artifact('output/parties.json', JSON.stringify(parties), { mediaType: 'application/json' });
    await run.artifact('output/report/summary.txt', 'Two parties.', { mediaType: 'text/plain' });
    await run.artifact('notes.txt', `${[papers ?? []].flat().length} files`, { mediaType: 'text/plain', role: 'intermediate' });
    return { parties: mode === 'misfit' ? [...parties, 'C'] : parties };
  },
);
