import { defineWorkflow } from '../../../../packages/millrace/src/index.ts';

/** It declares no dialect, and so it is not there for clients of one. */
export default defineWorkflow({ name: 'hidden' }, async () => ({ seen: false }));
