import { z } from 'zod';
import { defineWorkflow, type OnepinDeclaration } from '../../../../packages/millrace/src/index.ts';

const asWorkflow = {
  name: 'Translations',
  graph: {
    nodes: [
      { id: 'script', type: 'source_script', name: 'Script' },
      { id: 'translate', type: 'operator_translator', name: 'Translate', config: { to: 'de' } },
      { id: 'judge', type: 'validator_naturalness', name: 'Naturalness' },
      { id: 'out', type: 'sink_preview', name: 'Out' },
      { id: 'log', type: 'sink_log', name: 'Log' },
    ],
    edges: [
      { id: 'e1', source: 'script', sourcePort: 'out', target: 'translate', targetPort: 'in' },
      { id: 'e2', source: 'translate', sourcePort: 'out', target: 'judge', targetPort: 'in' },
      { id: 'e3', source: 'judge', sourcePort: 'pass', target: 'out', targetPort: 'in' },
      { id: 'e4', source: 'judge', sourcePort: 'fail', target: 'translate', targetPort: 'in' },
      { id: 'e5', source: 'judge', sourcePort: 'pass', target: 'log', targetPort: 'in' },
    ],
  },
  execution: { steps: ['script', 'translate'], params: { speed: 'slow' } },
  input: { words: { $from: '/script_text' } },
  configs: { translate: { words: { $from: '/words' } } },
  results: {
    ports: '/went',
    lines: '/items',
    line_id: '/id',
    locale: '/lang',
    port: '/verdict',
    score: '/points',
    next: '/after',
    retry: 'again',
  },
  rows: {
    records: 'pairs',
    row: { line_id: { $from: '/id' }, script: { $from: '/text' }, cards: [{ locale_code: { $from: '/lang' }, path: { $from: '/file' } }] },
  },
  sinks: { out: { prefix: 'texts/' }, log: { prefix: 'logs/' } },
} satisfies OnepinDeclaration;

/**
 * Another graph, other pointers, other files: a cycle of two visits, a sink that fails, and a step that hangs on a request for as
 * long as a test wants it to.
 */
export default defineWorkflow(
  {
    name: 'translations',
    description: 'Translates words.',
    input: z.object({
      words: z.string().default('hello'),
      hold: z.url().optional(),
      wait: z.boolean().default(false),
      fail: z.boolean().default(false),
    }),
    sample: { words: 'sample words' },
    estimate: () => ({ min: 1, expected: 2, max: 5, breakdown: [{ name: 'translate', min: 1, expected: 2, max: 5 }] }),
    dialects: { onepin: asWorkflow },
  },
  async (run, { words, hold, wait, fail }) => {
    await run.step('script', () => ({ went: ['out'], items: [{ id: 'a', text: words }] }));
    if (hold !== undefined) await run.step('translate', async () => ({ held: await (await fetch(hold)).text() }));
    if (wait) await run.waitFor('go');
    for (const [round, verdict] of ['fail', 'pass'].entries()) {
      await run.step('translate', (step) => {
        step.usage({ provider: 'local', meter: 'words', quantity: 2, credits: 1 });
        return { went: ['out'], items: [{ id: 'a', lang: 'de', text: `${words} ${round}` }] };
      });
      const next = verdict === 'fail' ? 'again' : 'on';
      await run.step('judge', () => ({ went: [verdict], items: [{ id: 'a', lang: 'de', verdict, points: 70 + 20 * round, after: next }] }));
    }
    await run.step('out', () => ({
      items: [
        { id: 'a', lang: 'de' },
        { id: 'a', lang: 'fr' },
      ],
    }));
    await run.step('out', () => ({ items: [{ id: 'a', lang: 'fr', later: true }] }));
    await run.artifact('texts/a.txt', words, { mediaType: 'text/plain' });
    if (fail) {
      await run.step(
        'log',
        () => {
          throw new Error('The disk is made of paper.');
        },
        { retry: { maximumAttempts: 1 } },
      );
    }
    await run.records('pairs', [{ id: 'a', lang: 'de', text: words, file: 'texts/a.txt' }]);
  },
);
