import { defineWorkflow } from 'millrace';

/** Uses everything that a run can hand over. */
export default defineWorkflow({ name: 'deliver', stages: ['gather', { name: 'write', title: 'Write files', weight: 3 }] }, async (run) => {
  const rows = await run.stage('gather', async () => {
    run.log('info', 'gathering', { source: 'memory' });
    run.log('warn', 'half of it is odd');
    const mapped = await run.map(
      'double',
      [1, 2, 3, 4],
      (item, step) => {
        if (item % 2 === 1) step.drop('odd');
        return { value: item * 2 };
      },
      { report: true },
    );
    run.usage({ provider: 'acme', meter: 'calls', quantity: 4, costMicros: 1500 });
    return mapped.values;
  });
  await run.stage('write', async () => {
    await run.records('doubled', rows);
    await run.artifact('out/0123 äöü.txt', '0123456789', { mediaType: 'text/plain' });
    run.progress({ percent: 90, message: 'nearly there', done: 9, total: 10 });
  });
  return { count: rows.length };
});
