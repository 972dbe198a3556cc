import type { CommandContext } from '../commands/command-context.ts';
import { Dispatcher } from '../dispatch/dispatcher.ts';
import type { Logger } from '../observability/logger.ts';
import { EnginePool } from '../threads/engine-pool.ts';
import type { EngineThreadData } from '../threads/thread-data.ts';
import { makeDispatchPorts } from './dispatch-ports.ts';
import type { LoadedWorkflows } from './loaded-workflows.ts';
import type { Storage } from './open-storage.ts';

interface EngineSetup {
  readonly context: CommandContext;
  readonly connect: Storage['connect'];
  readonly loaded: LoadedWorkflows;
  readonly threads: number;
  /** What each thread may take, in MB; null where it is not looked at. */
  readonly memoryMb: number | null;
  /** Runs that may be live at once. */
  readonly capacity: number;
  readonly data: Omit<EngineThreadData, 'journalPort' | 'controlCount'>;
  readonly logger: Logger;
  readonly report: (error: unknown) => void;
}

export interface EngineRoom {
  readonly pool: EnginePool;
  readonly dispatcher: Dispatcher;
}

/** Joins the engines to the dispatcher, which hears of every commit. No thread is there and no run taken before both are started. */
export function joinEngines(setup: EngineSetup): EngineRoom {
  const { context, connect, loaded, threads, memoryMb, capacity, data, logger, report } = setup;
  const pool = new EnginePool({
    threads,
    memoryMb,
    data,
    connect,
    events: {
      released: (runId, epoch) => dispatcher.released(runId, epoch),
      lost: (engine, crashed) => dispatcher.engineLost(engine, crashed),
      loaded: (workflows, problems) => {
        loaded.set(workflows);
        for (const problem of problems) logger.warn('A workflow file was not loaded.', { problem });
        dispatcher.reconsider();
      },
      isolated: () => dispatcher.reconsider(),
      refused: (runId, refusal) => logger.info('A run was taken from an engine.', { run_id: runId, refusal }),
      problem: (message, facts) => logger.error(message, facts),
    },
  });
  const limitsOf = loaded.limitsOf.bind(loaded);
  const dispatcher = new Dispatcher(
    makeDispatchPorts({ context, engines: pool, capacity, limitsOf, report, elapsed: () => performance.now() }),
  );
  context.journal.onCommitted((runs) => dispatcher.committed(runs));
  return { pool, dispatcher };
}
