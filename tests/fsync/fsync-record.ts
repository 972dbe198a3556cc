import { readFileSync } from 'node:fs';

/** What the recorder saw, in the order in which it happened. Times are nanoseconds of one monotonic clock. */
export type Recorded =
  | { readonly kind: 'written'; readonly at: bigint; readonly marker: number }
  | { readonly kind: 'answered'; readonly at: bigint; readonly marker: number }
  | { readonly kind: 'log-write'; readonly at: bigint; readonly what: string }
  | { readonly kind: 'sync'; readonly at: bigint; readonly until: bigint; readonly isLog: boolean };

export function readRecord(path: string): readonly Recorded[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const recorded = lines.filter((line) => line !== '').map((line) => toRecorded(line.split(' ')));
  return recorded.toSorted((a, b) => Number(a.at - b.at));
}

function toRecorded([letter = '', first = '', second = '', third = '']: readonly string[]): Recorded {
  const at = BigInt(first);
  switch (letter) {
    case 'W':
      return { kind: 'written', at, marker: Number(second) };
    case 'A':
      return { kind: 'answered', at, marker: Number(second) };
    case 'F':
      return { kind: 'log-write', at, what: second };
    default:
      return { kind: 'sync', at, until: BigInt(second), isLog: third.endsWith('-wal') };
  }
}

export interface LogSyncs {
  /** After frames were written: what makes a commit durable. */
  readonly commits: number;
  /** After the header alone was written, or nothing at all: the log being started anew or copied into the database. */
  readonly checkpoints: number;
}

/** Counts the syncs of the write-ahead log by what had been written since the one before. */
export function countLogSyncs(recorded: readonly Recorded[]): LogSyncs {
  let frames = false;
  let commits = 0;
  let checkpoints = 0;
  for (const fact of recorded) {
    if (fact.kind === 'log-write') frames ||= fact.what === 'frames';
    if (fact.kind !== 'sync' || !fact.isLog) continue;
    if (frames) commits += 1;
    else checkpoints += 1;
    frames = false;
  }
  return { commits, checkpoints };
}

/**
 * The answers that left before what they acknowledge was durable: those without a sync of the log that began after the
 * marker was first written to it and ended before the answer. Answers whose marker was never written count as well.
 */
export function answersBeforeSync(recorded: readonly Recorded[]): readonly number[] {
  const syncs = recorded.filter((fact) => fact.kind === 'sync').filter(({ isLog }) => isLog);
  const writtenAt = new Map(recorded.filter((fact) => fact.kind === 'written').map(({ marker, at }) => [marker, at]));
  const answers = recorded.filter((fact) => fact.kind === 'answered');
  return answers.flatMap(({ marker, at }) => {
    const written = writtenAt.get(marker);
    const durable = written !== undefined && syncs.some((sync) => sync.at >= written && sync.until <= at);
    return durable ? [] : [marker];
  });
}
