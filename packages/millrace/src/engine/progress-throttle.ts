import type { RunChangeOf } from '../domain/change.ts';

type Report = RunChangeOf<'progress.reported'>;

const EVERY_MS = 100;

/** Lets one report through at once and then at most one each 100 ms, always the latest: a loop may report each turn. */
export class ProgressThrottle {
  private readonly send: (report: Report) => void;
  private held: Report | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(send: (report: Report) => void) {
    this.send = send;
  }

  report(report: Report): void {
    if (this.timer !== null) {
      this.held = report;
      return;
    }
    this.send(report);
    this.timer = setTimeout(() => this.next(), EVERY_MS);
    this.timer.unref();
  }

  /** Sends what is held back, before the run ends or waits. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const report = this.held;
    this.held = null;
    if (report !== null) this.send(report);
  }

  private next(): void {
    this.timer = null;
    const report = this.held;
    this.held = null;
    if (report !== null) this.report(report);
  }
}
