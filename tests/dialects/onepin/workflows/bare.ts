import { defineWorkflow } from '../../../../packages/millrace/src/index.ts';

/** Declares nothing but that it is to be seen: its stages are its graph. */
export default defineWorkflow({ name: 'bare', title: 'Bare', stages: ['one', 'two'], dialects: { onepin: {} } }, async (run) => {
  await run.stage('one', () => run.step('first', () => [1, 2]));
  await run.stage('two', () => run.step('second', () => 'done'));
  await run.artifact('result.txt', 'done', { mediaType: 'text/plain' });
});
