/** A section of the page that says how something is tried. */
export type Way = 'Killing the server' | 'Losing power' | 'Counting fsyncs' | 'Faults' | 'Simulating the engine' | 'Tests of the API';

export interface Promised {
  /** In plain words, for somebody who starts runs. */
  readonly promise: string;
  readonly ways: readonly Way[];
}

/** What Millrace promises, kept by hand: each line is tried by every way that it names. */
export const PROMISES: readonly Promised[] = [
  {
    promise:
      'A start, a signal, a decision, a cancel, an upload or a quote that was answered with 2xx is still there after a crash and after a power failure.',
    ways: ['Killing the server', 'Losing power', 'Counting fsyncs'],
  },
  {
    promise: 'Nobody is told what is not on the disk: no answer, no poll, no event of a stream, and no effect of a later step.',
    ways: ['Losing power', 'Counting fsyncs', 'Simulating the engine'],
  },
  {
    promise:
      'A start that is sent again with the same idempotency key gives the same run, also when the first answer was lost, for seven days.',
    ways: ['Killing the server', 'Faults', 'Tests of the API'],
  },
  {
    promise: 'A step whose record is on the disk is never executed again in that run.',
    ways: ['Killing the server', 'Losing power', 'Simulating the engine'],
  },
  {
    promise:
      'An effect happens at least once, always with the same effect id. With `at_most_once` it happens at most once, and a run whose effect may or may not have happened waits for a person.',
    ways: ['Killing the server', 'Losing power'],
  },
  {
    promise: 'A run moves forward only: its `seq` grows, a reader never sees it fall, and an end never changes.',
    ways: ['Killing the server', 'Simulating the engine'],
  },
  {
    promise: 'A stream that is continued from `Last-Event-ID` has neither a gap nor a repeat, over restarts as well.',
    ways: ['Killing the server'],
  },
  { promise: 'After a cancel was acknowledged no new step begins.', ways: ['Killing the server', 'Simulating the engine', 'Faults'] },
  { promise: 'A decision of a reviewer is applied once.', ways: ['Killing the server', 'Losing power', 'Simulating the engine'] },
  {
    promise: 'Credits that a run put aside are paid or given back exactly once, and the balances are what the entries add up to.',
    ways: ['Killing the server', 'Losing power'],
  },
  {
    promise: 'A file that is listed is there, whole, with the size and the SHA-256 that its row says.',
    ways: ['Killing the server', 'Losing power'],
  },
  {
    promise: 'Every run that can go on does so by itself after a restart.',
    ways: ['Killing the server', 'Losing power', 'Simulating the engine'],
  },
  { promise: 'When an fsync fails, the process stops and acknowledges nothing more.', ways: ['Counting fsyncs', 'Faults'] },
  {
    promise: 'A full disk refuses writes with 507 and harms nothing; when there is room again, everything goes on by itself.',
    ways: ['Faults'],
  },
  { promise: 'A slow disk delays what has to be written, and not what is read.', ways: ['Faults'] },
  { promise: 'Whatever the code of a workflow does, its run gets an outcome with a reason, and other runs go on.', ways: ['Faults'] },
  { promise: 'A clock that is set makes nothing happen twice, and does not change how long a time-out lasts.', ways: ['Faults'] },
];
