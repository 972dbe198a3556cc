import type { Execution } from '../execution.ts';
import { insideStage } from '../run-scope.ts';

/** Says that a stage begins and how it ended; each is recorded once, however often the function is called. */
export async function stage<T>(execution: Execution, name: string, fn: () => Promise<T>): Promise<T> {
  const op = execution.nextOp('stage', name);
  note(execution, `${op}:running`, name, 'running');
  try {
    const value = await insideStage(execution.run, name, fn);
    note(execution, `${op}:completed`, name, 'completed');
    return value;
  } catch (error) {
    note(execution, `${op}:failed`, name, 'failed');
    throw error;
  }
}

function note(execution: Execution, op: string, name: string, status: 'running' | 'completed' | 'failed'): void {
  if (execution.history.note(op) === null) void execution.commit({ type: 'stage.changed', op, name, status });
}
