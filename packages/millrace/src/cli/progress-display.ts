import type { Run } from '@millrace/protocol';
import { progressLine, progressLines } from './progress-lines.ts';
import { say } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const segments = new Intl.Segmenter();

const REDRAW_MS = 200;
/** Without a screen, a line for each change would be a flood. */
const STEP_PERCENT = 5;

export interface ProgressDisplay {
  show(run: Run): void;
  /** Leaves the last state standing. */
  close(): void;
}

class ScreenDisplay implements ProgressDisplay {
  readonly #terminal: Terminal;
  readonly #timer: NodeJS.Timeout;
  #run: Run | null = null;
  #drawn = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
  }

  show(run: Run): void {
    this.#run = run;
    if (this.#drawn === 0 || run.finished) this.#draw();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#draw();
  }

  #draw(): void {
    if (this.#run === null) return;
    const width = this.#terminal.columns();
    // A line that wraps could not be found again: moving up counts lines of the screen.
    const lines = progressLines(this.#run, Date.now()).map((line) => cutLine(line, width - 1));
    const up = this.#drawn === 0 ? '' : `\u001B[${this.#drawn}A`;
    this.#terminal.err(`${up}${lines.map((line) => `\u001B[2K${line}\n`).join('')}\u001B[0J`);
    this.#drawn = lines.length;
  }
}

class LineDisplay implements ProgressDisplay {
  readonly #terminal: Terminal;
  #shown: Run | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(run: Run): void {
    if (this.#shown !== null && !isWorthALine(this.#shown, run)) return;
    this.#shown = run;
    say(this.#terminal, progressLine(run));
  }

  close(): void {
    // What was shown stands already.
  }
}

/** Shows how a run goes on: drawn again in place on a screen, as single lines anywhere else. */
export function openDisplay(terminal: Terminal): ProgressDisplay {
  return terminal.isScreen ? new ScreenDisplay(terminal) : new LineDisplay(terminal);
}

function isWorthALine(before: Run, run: Run): boolean {
  return (
    before.status !== run.status ||
    currentStage(before) !== currentStage(run) ||
    before.progress.message !== run.progress.message ||
    run.progress.percent - before.progress.percent >= STEP_PERCENT
  );
}

function currentStage({ stages }: Run): string | null {
  return stages.find(({ status }) => status === 'running')?.name ?? null;
}

function cutLine(line: string, width: number): string {
  return Array.from(segments.segment(line), ({ segment }) => segment)
    .slice(0, width)
    .join('');
}
