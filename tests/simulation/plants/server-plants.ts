import type { Plant } from './plant.ts';

/** Bugs in what accepts, dispatches, cancels and recovers runs. */
export const SERVER_PLANTS: readonly Plant[] = [
  {
    name: 'start-acknowledged-before-its-commit',
    file: 'commands/queue-new-run.ts',
    find: 'const result = await context.journal.commit(changes);',
    replace: 'void context.journal.commit(changes); const result = { ok: true, runs: [{ runId: id, runNumber: 1 }] };',
    breaks: ['G1'],
  },
  {
    name: 'refusal-taken-for-success',
    file: 'journal/remote-journal.ts',
    find: 'this.answer(id, { ok: false, refusal });',
    replace: "this.answer(id, refusal.kind === 'already_decided' ? TAKEN : { ok: false, refusal });",
    breaks: ['G9'],
  },
  {
    name: 'recovery-leaves-one-run-out',
    file: 'boot/recover-runs.ts',
    find: 'const running = store.dispatch.running();',
    replace: 'const running = store.dispatch.running().slice(1);',
    breaks: ['G12', 'G8'],
  },
  {
    name: 'runs-of-a-dead-engine-forgotten',
    file: 'dispatch/dispatcher.ts',
    find: "if (run !== null && run.status === 'running') this.ports.recover(run, crashed);",
    replace: "if (run !== null && run.status === 'running') this.letGo(live);",
    breaks: ['G12', 'G8'],
  },
  {
    name: 'place-leaked-by-runs-that-wait',
    file: 'dispatch/dispatcher.ts',
    find: 'for (const place of this.places.release(live.run)) this.queue.unhold(place);',
    replace:
      "if (live.run.status !== 'running' || !live.run.concurrencyKey) for (const place of this.places.release(live.run)) this.queue.unhold(place);",
    breaks: ['G12'],
  },
  {
    name: 'limits-not-asked-for-a-head-start',
    file: 'dispatch/dispatcher.ts',
    find: 'this.isFull || this.places.fullFor(run) !== null) return null;',
    replace: 'this.isFull) return null;',
    breaks: ['G12'],
  },
  {
    name: 'children-outlive-their-parent',
    file: 'dispatch/dispatcher.ts',
    find: 'if (run.children > 0) this.ports.parentEnded(run);',
    replace: '',
    breaks: ['G8'],
  },
  {
    name: 'engine-not-told-of-a-cancel',
    file: 'dispatch/dispatcher.ts',
    find: "live.engine.order({ type: 'cancel', runId, reason: run.cancelReason });",
    replace: '',
    breaks: ['G8'],
  },
  {
    name: 'delayed-start-comes-at-once',
    file: 'domain/queue-run.ts',
    find: 'runnableAt: change.run.startAt ?? at,',
    replace: 'runnableAt: at,',
    breaks: ['G12'],
  },
];
