import { z } from 'zod';
import { defineWorkflow, type InstabaseDeclaration } from '../../../../packages/millrace/src/index.ts';

const asApp = {
  app_id: '528c36e8-ac5b-490d-a41b-7eec9c404b87',
  app_name: 'Letter counter',
  deployments: ['01902d6f-bb35-74cb-bd27-c09b38bbf20a', 'letters.second'],
  input: {
    keep: { $from: '/settings/keys/custom' },
    fail: { $from: '/settings/runtime_config/fail' },
    copies: { $from: '/settings/runtime_config/copies' },
  },
  custom_keys: { $from: '/keep' },
  results: {
    records: 'counted',
    file: {
      original_file_name: { $from: '/name' },
      input_file_path: { $text: 'in/{/name}' },
      error_msg: { $from: '/problem' },
      documents: [{ class_name: 'letter', page_numbers: [0], fields: { $fields: { $from: '/counts' } } }],
    },
  },
} satisfies InstabaseDeclaration;

const file = z.object({ name: z.string(), file: z.object({ $file: z.string() }) });

/**
 * Counts what is in the files of a batch. It waits for a signal first, and for a review when it has counted, so that a test
 * can look at it in between. Its rows are nothing like the vendor's.
 */
export default defineWorkflow(
  {
    name: 'letters',
    input: z.object({
      files: z.array(file).default([]),
      keep: z.record(z.string(), z.json()).default({}),
      fail: z.boolean().default(false),
      copies: z.int().min(1).max(100).default(1),
    }),
    sample: {},
    dialects: { instabase: asApp },
  },
  async (run, { files, fail, copies }) => {
    await run.waitFor('go');
    run.progress({ percent: 50, message: 'Counting letters' });
    const rows = await run.step(
      'count',
      async () => {
        if (fail) throw new Error('The counter is broken.');
        const counted = await Promise.all(files.map(async ({ name, file: ref }) => count(name, await run.file(ref).text())));
        return counted.flatMap((row) => Array.from({ length: copies }, () => row));
      },
      { retry: { maximumAttempts: 1 } },
    );
    await run.records('counted', rows);
    await run.review('approve', { rows: rows.length }, { title: 'Are these counts right?' });
    return { files: rows.length };
  },
);

function count(name: string, content: string) {
  const problem = content === '' ? 'The file is empty.' : null;
  return { name, problem, counts: { 'letter count': content.length, 'first letter': content.slice(0, 1), is_long: content.length > 3 } };
}
