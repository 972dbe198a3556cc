import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startExamples } from './start-examples.ts';

test('the first example greets whom it is told to, and the world when it is not told', async () => {
  const examples = await startExamples();
  try {
    for (const [input, greeting] of [
      [undefined, 'Hello, world!'],
      [{ name: ' Ada ' }, 'Hello, Ada!'],
    ] as const) {
      const { id } = await examples.client.runs.start({ workflow: 'hello', ...(input === undefined ? {} : { input }) });
      const run = await examples.client.runs.wait(id);
      assert.deepEqual([run.status, run.output], ['completed', { greeting }]);
    }
    await assert.rejects(examples.client.runs.start({ workflow: 'hello', input: { name: '' } }), { code: 'invalid_input' });
  } finally {
    await examples.close();
  }
});
