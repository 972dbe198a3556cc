import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { startRun } from '../../packages/millrace/src/commands/start-run.ts';
import type { CommandContext } from '../../packages/millrace/src/commands/command-context.ts';
import type { Caller } from '../../packages/millrace/src/commands/caller.ts';
import { readConfig, type Flags } from '../../packages/millrace/src/config.ts';
import { decodeChange } from '../../packages/millrace/src/domain/decode-change.ts';
import type { RunChange } from '../../packages/millrace/src/domain/change.ts';
import type { Json } from '../../packages/millrace/src/domain/json.ts';
import { isTerminal } from '../../packages/millrace/src/domain/run-status.ts';
import type { Run } from '../../packages/millrace/src/domain/run.ts';
import type { StartRequest } from '../../packages/millrace/src/domain/start-request.ts';
import type { CommittedRun } from '../../packages/millrace/src/journal/journal.ts';
import { startMillrace, type Millrace } from '../../packages/millrace/src/main.ts';

const WORKFLOWS = join(import.meta.dirname, 'workflows');
const PATIENCE_MS = 20_000;

/** A whole Millrace in this process, on a data folder of its own, and what tests ask of it. */
export class MillraceUnderTest {
  readonly millrace: Millrace;
  readonly folder: string;
  private logs = 0;
  private readonly watchers = new Set<(run: CommittedRun) => void>();

  private constructor(millrace: Millrace, folder: string) {
    this.millrace = millrace;
    this.folder = folder;
    millrace.context.journal.onCommitted((runs) => {
      for (const run of runs) for (const watcher of this.watchers) watcher(run);
    });
  }

  /** One for a whole test file; it is closed after the last test. */
  static async start({ folder, ...flags }: Flags & { folder?: string } = {}): Promise<MillraceUnderTest> {
    const data = folder ?? mkdtempSync(join(tmpdir(), 'millrace-engine-'));
    const config = readConfig({ port: '0', data, workflows: WORKFLOWS, logLevel: 'silent', drainMs: '2s', ...flags }, {});
    const under = new MillraceUnderTest(await startMillrace(config), data);
    after(async () => {
      await under.millrace.close();
      rmSync(data, { recursive: true, force: true });
    });
    return under;
  }

  get context(): CommandContext {
    return this.millrace.context;
  }

  get caller(): Caller {
    return { workspaceId: this.millrace.workspaceId, actor: 'tester', requestId: null, via: 'api' };
  }

  async begin(workflow: string, input: Json = null, more: Partial<StartRequest> = {}): Promise<string> {
    const { run } = await startRun(this.context, this.caller, { workflow, input, ...more });
    return run.id;
  }

  /** The run when it has reached a state, seen from the store. Fails the test when that takes too long. */
  until(runId: string, reached: (run: Run) => boolean, what: string): Promise<Run> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const run = this.run(runId);
        if (!reached(run)) return;
        this.watchers.delete(watcher);
        clearTimeout(timer);
        resolve(run);
      };
      const watcher = (committed: CommittedRun): void => {
        if (committed.runId === runId) look();
      };
      const timer = setTimeout(() => {
        this.watchers.delete(watcher);
        reject(new Error(`Run ${runId} did not become ${what}; it is ${JSON.stringify(this.run(runId))}`));
      }, PATIENCE_MS);
      this.watchers.add(watcher);
      look();
    });
  }

  status(runId: string, status: Run['status']): Promise<Run> {
    return this.until(runId, (run) => run.status === status, status);
  }

  /** The output of a run that must complete. */
  async output(runId: string): Promise<unknown> {
    const run = await this.until(runId, ({ status }) => isTerminal(status), 'finished');
    if (run.status !== 'completed') throw new Error(`Run ${runId} is ${run.status}: ${JSON.stringify(run)}`);
    return JSON.parse(this.context.store.runs.output(this.millrace.workspaceId, runId) ?? 'null');
  }

  run(runId: string): Run {
    const run = this.context.store.runs.get(this.millrace.workspaceId, runId);
    if (run === null) throw new Error(`There is no run ${runId}.`);
    return run;
  }

  changes(runId: string): readonly RunChange[] {
    return this.context.store.events
      .history(this.millrace.workspaceId, runId)
      .map(({ type, data, payload }) => decodeChange(type, data, payload));
  }

  types(runId: string): readonly string[] {
    return this.changes(runId).map(({ type }) => type);
  }

  /** The lines that workflows wrote to a log of effects. */
  effects(log: string): readonly string[] {
    return existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : [];
  }

  /** A new log of effects. */
  log(): string {
    this.logs += 1;
    return join(this.folder, `effects-${this.logs}.log`);
  }
}
