/** The words of `docs/reliability.md` around its tables. */

export const OPENING = `# How the promises are tested

<!-- Written by npm run docs: words are in scripts/docs/reliability, figures in tests/results. -->

[Concepts](concepts.md#durability) says how Millrace keeps its promises. This page says what they are, how each of them is
tried, with which command, what came of it the last time, and what a test of that kind cannot show. How fast it is while
it keeps them is on the page of [benchmarks](benchmarks.md).`;

export const CRASH = {
  how: `\`\`\`sh
npm run crash                        # 300 kills
npm run crash -- --kills 60 --seed 7 # fewer, and the same plan and load every time
\`\`\`

A real server is started, put under load over HTTP, ended with \`kill -9\`, and started again on the same data, hundreds
of times; then everything is allowed to finish. \`npm test\` does the same with 24 kills.`,
  points: `Seven kills in ten happen at named points of the code, each with different counts of passing it first, so that they meet
a fresh process as well as a busy one. The others come at random, a third of them while the server is still recovering
from the one before.`,
  load: `The load is ten workflows with known answers: pure steps, steps and map items with an effect, an at-most-once effect,
sleeps, signals, reviews, retries, children, files and records. Clients start runs with idempotency keys, sometimes
twice, send signals and decisions, pause, resume and cancel, poll, and follow event streams across restarts. Effects go
to a server of their own that is never killed and syncs its log before it answers.

Afterwards five witnesses are compared: the driver, the clients, the readers, the log of the effect server, and the data
folder, which is read without any code of Millrace.

- Every start that was acknowledged exists once, has ended, and has the right answer.
- No effect happened in a later life of the server than the one that recorded its step.
- An effect that happened more than once did so in different lives: a kill fell between effect and record. Anything else
  is counted as unattributed, and fails the test.
- An at-most-once effect happened at most once; when its outcome is unknown, the run waited for a person.
- Logs have neither gap nor repeat, statuses moved as the table allows, and the rows agree with the logs.
- No reader saw a \`seq\` fall, an end change, or anything that is not in the log afterwards. Streams are whole.
- Every acknowledged signal, decision and cancel came true.
- Every artifact has its bytes, and every file has a row.

The rules are pure functions with tests of their own, which plant each violation and expect it to be found.

A failed test prints the line that repeats its plan and load; the moments at which the operating system does what it does
are not repeatable.`,
} as const;

export const POWER = `\`\`\`sh
npm run power-loss                              # 2,000 disks, 100 of them booted
npm run power-loss -- --states 400 --seed 7     # fewer, and the same moments of whatever is recorded
\`\`\`

A small library is preloaded into the real server. It records everything that the server does to its files (what is
created, written, renamed, removed, cut and synced, folders included) and every byte that it sends through a socket, in
one order. The load is that of the crash test, with uploads and quotes, over two lives of the server.

From the record, the disk is rebuilt as it may be found after a power failure at any moment, half of the moments right
before a sync comes back. What was synced is there: the content of a file by a sync of that file, a name by a sync of its
folder, and nothing by luck. Of the rest, in turn: all is gone; each write and each name is there by chance; writes end
in the middle of a page or at a sector; renames are lost and contents are not; names are there and contents are not; files
have not grown; files have grown, with zeros.

Everything that had left the server by then is a claim on that disk: each answered start, signal, decision, wish, upload
and quote, each \`seq\` and status that a poll showed, each event of a stream, and, because no step begins before what came
before it is durable, the records of all steps before one whose effect had gone out. Each database is opened and must be
whole, hold every claim, have logs without gaps and a ledger that adds up; each row of a file must have its file, with its
size and its SHA-256. On some of the disks the real server is started: it must finish every run with the right answer and
repeat no step whose record is on the disk.

Two controls show that the checks can fail: the same load with SQLite's weaker \`synchronous = NORMAL\`, and a disk that
ignores the syncs of the folders that finished files are in. Replayed to its end, the record must give every file of the
data folder byte for byte, or the recorder has missed something. \`npm test\` does all of this with 210 disks.`;

export const FSYNC = `A library that is preloaded into the real server notes every \`fsync\`, what was written to the log of the database before
it, and when an answer leaves through a socket. The tests in \`tests/fsync\` hold that

- starts that come one after the other cost exactly one fsync each;
- starts that come together share them;
- no answer leaves before an fsync that began after its rows were written has come back;
- when an fsync fails, nothing more is acknowledged and the process ends.`;

export const SIMULATION = `\`\`\`sh
npm run simulate -- --seeds 10000
\`\`\`

The code of the engine itself, on a clock that is only counted, with everything that happens drawn from a seed: workloads,
crashes between any two steps of the code, answers of commits that get lost, timers that come late or twice, cancels at
any point. After every event the promises are checked. A seed that breaks one is repeated with one line. Bugs that are
planted on purpose show that each promise can be seen to break.`;

export const DISK = `\`\`\`sh
npm run faults
\`\`\`

**Disk.** One fsync fails: the process ends, none of the starts that waited for it is acknowledged, and the next life has
everything that was. An fsync takes two seconds: starts wait for it, polls do not. A small real disk is full: writes are
refused with 507, reads and cancels go on, and when there is room again everything goes on by itself. The room for cancels
is a file of 4 MiB in the data folder, \`reserve\`, which is given away when it is needed and taken back when it can be.`;

export const CLOCK = `**Clock.** The clock of a real server is set an hour forward and an hour back while everything waits that can wait for time.

- A time that was recorded is a time on the wall clock: the end of a sleep, a delayed start, a retry that is more than a
  second away, the expiry of a quote, a link, a key or an upload. A clock that is set forward makes them due, which is
  noticed within 20 seconds; one that is set back makes them wait until their time comes. Either way they happen once.
- What lasts is measured by a clock that nobody sets: the time-out of a step, the grace after a cancel, a long poll, the
  time-out and the time to live of a run. For the last two that holds for as long as the process lives that saw them
  begin, and for the first 100,000 of them; after a restart what is left is worked out from the wall clock.
- Whoever was trusted a moment ago is not trusted for longer because the clock was set back.
- Nothing that decides who owns a run asks a clock.`;

export const WORKFLOWS = `**Workflows.** Each of these does its worst on a real server, with other runs beside it, which must complete. A run that
ends its thread, or the whole process, is tried again, alone, and put aside after three times; a person can let it go on.
One that takes more memory than [its thread may have](configuration.md#memory-of-engines) ends that thread: the process lives
on, and every poll of the runs beside it is answered.
Code in an endless loop hears neither a cancel nor a time-out: its thread is ended and replaced, and the other runs of that
thread go on in another one.`;

export const LIMITS_OF_PROOF = `\`kill -9\` leaves what the process had already handed to the operating system; the power failures are simulated, from a
record of one machine and one load at a time, and a disk that says it has synced when it has not is beyond any program.
The recorder trusts the system calls to do what they say: a file system with bugs of its own is not covered. A workflow
whose thread, within a tenth of a second, goes from below its limit of memory to half as much again in values made by V8
itself takes the process with it, and so does one in native code; runs are then recovered by the next start, which something
outside has to do.

The tests that preload a library need Linux and a C compiler, the full disk needs root, and each is skipped, with the
reason, where that is missing.`;
