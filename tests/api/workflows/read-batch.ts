import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({ files: z.array(z.object({ name: z.string(), file: z.object({ $file: z.string() }) })) });

/** Says what is in each file of a batch. */
export default defineWorkflow({ name: 'read-batch', input }, async (run, { files }) => {
  run.log('info', `There are ${files.length} files.`);
  const texts: { [name: string]: string } = {};
  for (const { name, file } of files) texts[name] = await run.step(name, async () => run.file(file).text());
  await run.artifact('names.txt', files.map(({ name }) => name).join('\n'));
  await run.records(
    'files',
    files.map(({ name }) => ({ name })),
  );
  return texts;
});
