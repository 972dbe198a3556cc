import type { Plant } from './plant.ts';

/** Bugs in what runs the functions of workflows. */
export const ENGINE_PLANTS: readonly Plant[] = [
  {
    name: 'step-begun-before-the-last-one-is-durable',
    file: 'engine/execution.ts',
    find: 'while (this.unanswered > 0) await this.lastCommit;',
    replace: '',
    breaks: ['G3'],
  },
  {
    name: 'cancel-not-heard-before-a-step',
    file: 'engine/execution.ts',
    find: '    this.inFlight -= 1;\n    this.ports.hearControl();',
    replace: '    this.inFlight -= 1;',
    breaks: ['G8'],
  },
  {
    name: 'cancel-not-heard-between-intent-and-effect',
    file: 'engine/operations/step.ts',
    find: 'if (execution.cancelled || execution.isOver) return WITHHELD;',
    replace: '',
    breaks: ['G8'],
  },
  {
    name: 'intent-not-durable-before-its-effect',
    file: 'engine/operations/step.ts',
    find: "await execution.commit({ type: 'step.started', op, name, attempt, stage, effect });",
    replace: "void execution.commit({ type: 'step.started', op, name, attempt, stage, effect });",
    breaks: ['G4'],
  },
  {
    name: 'retry-delay-ignored-by-a-replay',
    file: 'engine/operations/step.ts',
    find: 'if (record.retryAt !== null) await waitForRetry(execution, op, name, record.retryAt);',
    replace: '',
    breaks: ['G12'],
  },
  {
    name: 'unknown-effect-tried-again',
    file: 'engine/history.ts',
    find: "this.steps.set(change.op, { ...known, intent: change.effect === 'at_most_once' });",
    replace: 'this.steps.set(change.op, known);',
    breaks: ['G4', 'G3'],
  },
  {
    name: 'attempts-counted-anew-by-a-replay',
    file: 'engine/operations/step.ts',
    find: 'return attemptUntilDone(execution, call, record.failures + 1);',
    replace: 'return attemptUntilDone(execution, call, 1);',
    breaks: ['G3'],
  },
  {
    name: 'step-done-again-by-a-replay',
    file: 'engine/history.ts',
    find: 'completed: { payload: change.payload }, intent: false });',
    replace: 'completed: known.failures > 0 ? null : { payload: change.payload }, intent: false });',
    breaks: ['G3', 'G12'],
  },
  {
    name: 'second-chunk-of-a-map-forgotten',
    file: 'engine/history.ts',
    find: 'else chunks.push(change);',
    replace: '',
    breaks: ['G3'],
  },
  {
    name: 'timer-fired-twice',
    file: 'engine/history.ts',
    find: 'this.waitEnds.set(change.op, change);',
    replace: "if (!change.op.startsWith('sleep:')) this.waitEnds.set(change.op, change);",
    breaks: ['G3', 'G12'],
  },
  {
    name: 'signal-taken-twice',
    file: 'engine/history.ts',
    find: 'if (change.signalSeq !== null) this.takenSignals.add(change.signalSeq);',
    replace: '',
    breaks: ['G3'],
  },
  {
    name: 'waits-timed-from-each-call',
    file: 'engine/operations/wait-for.ts',
    find: 'if (started !== null) return started.until;',
    replace: 'if (started !== null) return untilOf(execution, timeoutMs);',
    breaks: ['G12'],
  },
];
