import type { ContentChange } from './disk-operation.ts';

/** What a file holds, changed in place. */
export class FileContent {
  #room: Buffer;
  #size: number;

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.#room = Buffer.from(content);
    this.#size = content.length;
  }

  get size(): number {
    return this.#size;
  }

  apply(change: ContentChange): void {
    if (change.kind === 'resize') {
      this.#grow(change.size);
      this.#room.fill(0, Math.min(change.size, this.#size), Math.max(change.size, this.#size));
      this.#size = change.size;
      return;
    }
    const end = change.offset + change.bytes.length;
    this.#grow(end);
    change.bytes.copy(this.#room, change.offset);
    this.#size = Math.max(this.#size, end);
  }

  copy(): FileContent {
    return new FileContent(this.bytes());
  }

  /** Good until the next change. */
  bytes(): Buffer {
    return this.#room.subarray(0, this.#size);
  }

  /** Room beyond the size is always zero, as a hole in a file is. */
  #grow(size: number): void {
    if (size <= this.#room.length) return;
    const wider = Buffer.alloc(Math.max(size, this.#room.length * 2));
    this.bytes().copy(wider);
    this.#room = wider;
  }
}
