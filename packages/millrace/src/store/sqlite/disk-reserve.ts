import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

/** Room for the cancels of some hundred runs. */
const RESERVE_BYTES = 4 * 1024 * 1024;

/** A file that only takes room, so that there is some to give away when the disk is full. */
export class DiskReserve {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Takes the room; false, and takes none, when there is too little. */
  take(): boolean {
    try {
      const file = openSync(this.path, 'w', 0o600);
      try {
        // File systems may keep what repeats itself in less room.
        writeAll(file, randomFillSync(Buffer.allocUnsafe(RESERVE_BYTES)));
      } finally {
        closeSync(file);
      }
      return true;
    } catch {
      // Whatever keeps it from being taken, there is nothing to give away then.
      this.release();
      return false;
    }
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

/** A disk that is nearly full takes a part. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
