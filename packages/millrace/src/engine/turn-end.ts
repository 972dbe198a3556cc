/** Calls what is due once whatever goes on now has come to rest: many runs share one turn of the event loop. */
export class TurnEnd {
  private due: (() => void)[] = [];

  add(then: () => void): void {
    if (this.due.length === 0) setImmediate(() => this.come());
    this.due.push(then);
  }

  private come(): void {
    const { due } = this;
    this.due = [];
    for (const then of due) then();
  }
}
