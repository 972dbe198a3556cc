import { mkdirSync } from 'node:fs';
import { bootAndFinish } from './boot-state.ts';
import type { LostPower } from './fail-power.ts';

/** Starts a server on each disk that it is shown, and keeps what went wrong. */
export class BootLooks {
  readonly #folder: string;
  readonly #effectLog: string;
  readonly #tell: ((what: string) => void) | undefined;
  readonly problems: string[] = [];
  count = 0;

  constructor(folder: string, effectLog: string, tell: ((what: string) => void) | undefined) {
    mkdirSync(folder);
    this.#folder = folder;
    this.#effectLog = effectLog;
    this.#tell = tell;
  }

  async look(state: LostPower): Promise<void> {
    this.count += 1;
    this.#tell?.(`boot ${this.count}`);
    try {
      const problems = await bootAndFinish(state, this.#folder, this.#effectLog);
      this.problems.push(...problems.map((what) => `after ${state.moment} operations, ${state.loss}: ${what}`));
    } catch (error) {
      this.problems.push(`after ${state.moment} operations, ${state.loss}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
