import { defineWorkflow } from 'millrace';

/** Asks a person. */
export default defineWorkflow({ name: 'ask' }, async (run) => {
  const answer = await run.review('approve', { total: 12 }, { title: 'Is this right?', form: { type: 'object' } });
  return { decision: answer?.decision, value: answer?.value, note: answer?.note };
});
