import { defineWorkflow } from 'millrace';
import { z } from 'zod';

/** Keeps a core busy for a while without ever giving way. */
export default defineWorkflow({ name: 'burn', input: z.object({ ms: z.number() }) }, async (run, { ms }) =>
  run.step('burn', () => {
    const until = performance.now() + ms;
    let rounds = 0;
    while (performance.now() < until) rounds += 1;
    return rounds;
  }),
);
