import { defineWorkflow } from 'millrace';
import { z } from 'zod';

/** Counts the bytes of an uploaded file. */
export default defineWorkflow({ name: 'read-file', input: z.object({ file: z.object({ $file: z.string() }) }) }, async (run, { file }) => ({
  text: await run.step('read', async () => run.file(file).text()),
}));
