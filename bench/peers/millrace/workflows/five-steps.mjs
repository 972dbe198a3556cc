import { defineWorkflow } from 'millrace';

/** Five durable steps that do next to nothing: what is measured is the recording. */
export default defineWorkflow({ name: 'five-steps' }, async (run) => {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const before = value;
    value = await run.step(`step-${index}`, () => before + 1);
  }
  return { value };
});
