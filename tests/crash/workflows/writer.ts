import { createHash } from 'node:crypto';
import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

/** Writes files and records with effects in between. */
export default defineWorkflow({ name: 'writer', input: crashInput }, async (run, { n, effects }) => {
  const head = await run.artifact('head.txt', `n is ${n}\n`);
  const sent = await run.step('sent', async (step) => sendEffect(effects, step, { runId: run.id, step: 'sent', value: n }));
  const rows = Array.from({ length: 20 }, (_, index) => ({ index, value: sent + index }));
  await run.records('rows', rows);
  const table = rows.map((row) => `${row.index},${row.value}\n`).join('');
  const body = await run.artifact('tables/rows.csv', table, { mediaType: 'text/csv' });
  const matches = await run.step('compare', () => body.sha256 === createHash('sha256').update(table).digest('hex') && head.sizeBytes > 0);
  return { answer: matches ? sent : -1 };
});
