/** What happened, as a number that is the same for the same history, and in words when somebody wants to read it. */
export class Trace {
  readonly lines: string[] | null;
  private low = 0x81_1c_9d_c5;
  private high = 0x1b_87_35_93;

  constructor(keepsLines: boolean) {
    this.lines = keepsLines ? [] : null;
  }

  happened(time: number, thread: string, what: string): void {
    this.add(`${time.toFixed(3)} ${thread} ${what}`);
  }

  /** Something that belongs to the happening before it. */
  note(text: string): void {
    this.add(`    ${text}`);
  }

  get hash(): string {
    return [this.high, this.low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private add(line: string): void {
    let { low, high } = this;
    for (let index = 0; index < line.length; index++) {
      const code = line.charCodeAt(index);
      low = Math.imul(low ^ code, 0x01_00_01_93);
      high = Math.imul(high ^ (code + index), 0x85_eb_ca_6b) ^ (high >>> 13);
    }
    this.low = low;
    this.high = high;
    this.lines?.push(line);
  }
}
