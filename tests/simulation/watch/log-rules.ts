import type { RunChange, RunChangeOf } from '../../../packages/millrace/src/domain/change.ts';
import type { Found } from './finding.ts';
import { opOf, type SeenOp, type SeenRun } from './seen-run.ts';
import type { LoggedChange } from './read-log.ts';

/** What must hold between one change of a run and all before it. Notes the change in the run. */
export function applyLogged(
  run: SeenRun,
  { seq, at, change }: LoggedChange,
  { deaths, found }: { readonly deaths: number; readonly found: Found },
): void {
  const where = `run ${run.id} (${run.workflow}) seq ${seq} ${change.type}`;
  if (seq !== run.seq + 1) found('G6', `${where}: its seq follows ${run.seq}`);
  if (at < run.at) found('G6', `${where}: its time goes back by ${run.at - at} ms`);
  if (run.finished !== null) found('G6', `${where}: the run had ended as ${run.finished.status}`);
  run.seq = seq;
  run.at = Math.max(at, run.at);
  const say: Found = (promise, text) => found(promise, `${where}: ${text}`);
  applyStatusChange(run, change, at, { say, deaths });
  applyCall(run, change, at, say);
  applyInput(run, change, seq, say);
}

interface Judge {
  readonly say: Found;
  readonly deaths: number;
}

function applyStatusChange(run: SeenRun, change: RunChange, at: number, judge: Judge): void {
  const { say } = judge;
  switch (change.type) {
    case 'run.started':
      return applyStart(run, at, say);
    case 'run.waiting':
      run.park = { runnableAt: change.runnableAt, wakeOn: change.wakeOn, isWoken: run.inputSeq > change.seenInputSeq };
      checkWait(run, change, say);
      return letGo(run, change, say);
    case 'run.recovered':
    case 'run.paused':
      return letGo(run, change, say);
    case 'run.pause-requested':
      run.pauseWanted = true;
      return;
    case 'run.resumed':
      if (run.park !== null && !run.isPaused) run.park.isWoken = true;
      run.pauseWanted = false;
      run.isPaused = false;
      return;
    case 'run.cancel-requested':
      run.cancelWanted = true;
      return;
    case 'run.finished':
      return applyEnd(run, change, at, judge);
    default:
  }
}

/** A wait is timed once, and the code of a simulation never changes. */
function checkWait(run: SeenRun, { reason, waitingFor: wait }: RunChangeOf<'run.waiting'>, say: Found): void {
  if (reason === 'code_changed') say('G3', `its function did not ask for ${wait.kind === 'attention' ? wait.name : 'what is recorded'}`);
  if (wait.kind !== 'signal' && wait.kind !== 'review' && wait.kind !== 'timer') return;
  const kind = { signal: 'wait', review: 'review', timer: 'sleep' }[wait.kind];
  const begun = [...run.ops.values()].filter(
    ({ op, isWaiting, end }) => isWaiting && end === null && op.startsWith(`${kind}:${wait.name}#`),
  );
  if (!begun.some(({ until }) => until === wait.until)) say('G12', `it waits for ${wait.name} until another time than is recorded`);
}

function letGo(run: SeenRun, change: RunChange, say: Found): void {
  // Whoever takes a run out of an engine's hands has to end it if it is to be cancelled: nobody would later.
  if (run.cancelWanted) say('G8', 'the run is to be cancelled and was let go instead');
  // A wish that was taken back on the way to it leaves the run in the queue.
  run.isPaused = run.pauseWanted || (change.type === 'run.paused' && !run.isRunning);
  run.isRunning = false;
  run.pauseWanted = false;
}

function applyStart(run: SeenRun, at: number, say: Found): void {
  const { park } = run;
  if (park !== null && !park.isWoken && (park.runnableAt === null || at < park.runnableAt)) say('G12', 'it waits, and nothing woke it');
  run.park = null;
  if (run.isPaused || run.pauseWanted) say('G8', 'it is paused, or is to be');
  if (run.cancelWanted) say('G8', 'it is to be cancelled');
  if (run.startAt !== null && at < run.startAt) say('G12', `it was to start ${run.startAt - at} ms later`);
  run.isRunning = true;
  run.starts += 1;
  run.startedAt ??= at;
}

function applyEnd(run: SeenRun, { status, reason }: RunChangeOf<'run.finished'>, at: number, { say, deaths }: Judge): void {
  run.finished = { status, reason, deaths };
  run.isRunning = false;
  if (reason === 'queue_expired' && (run.startedAt !== null || run.expiresAt === null || at < run.expiresAt)) {
    say('G12', 'it had not expired');
  }
  const isOver = run.startedAt !== null && run.timeoutMs !== null && at >= run.startedAt + run.timeoutMs;
  if (reason === 'run_timeout' && !isOver) say('G12', 'its time was not over');
}

function applyCall(run: SeenRun, change: RunChange, at: number, say: Found): void {
  switch (change.type) {
    case 'step.started':
      return applyIntent(opOf(run, change.op), change, say);
    case 'step.completed':
      return endOp(opOf(run, change.op), { payload: change.payload, failed: false }, say);
    case 'step.attempt-failed':
      return applyFailure(opOf(run, change.op), change, say);
    case 'items.recorded':
      return applyItems(opOf(run, change.op), change, say);
    case 'sleep.started':
    case 'wait.started':
      return beginWait(opOf(run, change.op), change.until, say);
    case 'review.requested':
      beginWait(opOf(run, change.op), change.until, say);
      opOf(run, change.op).reviewId = change.reviewId;
      return;
    case 'child.started':
      if (opOf(run, change.op).childId !== null) say('G3', `${change.op} has called a run before`);
      // Whoever cancels it may have looked already for what it had called.
      if (run.cancelWanted) say('G8', 'the run is to be cancelled and called another one');
      opOf(run, change.op).childId = change.runId;
      return;
    case 'wait.completed':
      return endWait(run, opOf(run, change.op), change, at, say);
    default:
  }
}

function applyIntent(seen: SeenOp, { effect, op }: RunChangeOf<'step.started'>, say: Found): void {
  if (effect !== 'at_most_once') return;
  seen.intents += 1;
  if (seen.intents > 1) say('G4', `${op} began a second time, and it may at most once`);
}

function applyFailure(seen: SeenOp, { attempt, retryAt, op }: RunChangeOf<'step.attempt-failed'>, say: Found): void {
  if (attempt !== seen.failures + 1) say('G3', `attempt ${attempt} of ${op} follows ${seen.failures} failed ones`);
  if (seen.end !== null) say('G3', `${op} had ended`);
  seen.failures = attempt;
  seen.retryAt = retryAt;
  if (retryAt === null) seen.end = { payload: null, failed: true };
}

function applyItems(seen: SeenOp, { op, payload }: RunChangeOf<'items.recorded'>, say: Found): void {
  const items: unknown = payload === null ? [] : JSON.parse(payload);
  if (!Array.isArray(items)) return say('G3', `a chunk of ${op} is not a list`);
  for (const item of items) {
    const index = Number(Array.isArray(item) ? item[0] : Number.NaN);
    if (seen.items.has(index)) say('G3', `item ${index} of ${op} is recorded twice`);
    seen.items.add(index);
  }
}

function beginWait(seen: SeenOp, until: number | null, say: Found): void {
  if (seen.isWaiting) say('G3', `${seen.op} has begun before`);
  seen.isWaiting = true;
  seen.until = until;
}

function endWait(run: SeenRun, seen: SeenOp, change: RunChangeOf<'wait.completed'>, at: number, say: Found): void {
  const { op, timedOut, signalSeq, payload } = change;
  endOp(seen, { payload, failed: false }, say);
  const isTimed = timedOut || op.startsWith('sleep:');
  // What a retry took over from an earlier run was timed there.
  const isCopied = run.starts === 0 && seen.until === null;
  if (isTimed && !isCopied && (seen.until === null || at < seen.until)) say('G12', `${op} is over before its time`);
  if (signalSeq !== null) takeSignal(run, change, say);
  if (seen.reviewId !== null) {
    const decided = run.decisions.get(seen.reviewId);
    if (timedOut && decided !== undefined) say('G9', `${op} had been decided and ended as timed out`);
    if (!timedOut && decided === undefined) say('G9', `${op} ended with a decision that nobody made`);
    if (!timedOut && decided !== undefined && !sameDecision(payload, decided)) say('G9', `${op} ended with another decision`);
  }
  if (seen.childId !== null && !run.childEnds.has(seen.childId)) say('G3', `${op} ended before the run that it called`);
}

function sameDecision(payload: string | null, decided: { readonly payload: string | null; readonly decision: string }): boolean {
  const given: unknown = payload === null ? null : JSON.parse(payload);
  if (typeof given !== 'object' || given === null || !('decision' in given) || !('payload' in given)) return false;
  return given.decision === decided.decision && given.payload === decided.payload;
}

function wakeKey(change: RunChange): string | null {
  if (change.type === 'signal.received') return `signal:${change.name}`;
  if (change.type === 'review.decided') return `review:${change.reviewId}`;
  return change.type === 'child.finished' ? `child:${change.runId}` : null;
}

function takeSignal(run: SeenRun, { name, signalSeq, payload, op }: RunChangeOf<'wait.completed'>, say: Found): void {
  const signal = run.signals.get(signalSeq ?? -1);
  if (signal === undefined || signal.name !== name) return say('G3', `${op} took a signal that was not sent`);
  if (signal.isTaken) say('G3', `${op} took a signal that another wait had taken`);
  if (signal.payload !== payload) say('G3', `${op} took another value than the one that was sent`);
  signal.isTaken = true;
}

function endOp(seen: SeenOp, end: NonNullable<SeenOp['end']>, say: Found): void {
  if (seen.end !== null) say('G3', `${seen.op} had ended before`);
  seen.end = end;
}

function applyInput(run: SeenRun, change: RunChange, seq: number, say: Found): void {
  const key = wakeKey(change);
  if (key === null) return;
  run.inputSeq = seq;
  if (run.park?.wakeOn.includes(key) === true) run.park.isWoken = true;
  if (change.type === 'signal.received') run.signals.set(seq, { name: change.name, payload: change.payload, isTaken: false });
  else if (change.type === 'review.decided') {
    if (run.decisions.has(change.reviewId)) say('G9', `review ${change.reviewId} was decided before`);
    run.decisions.set(change.reviewId, { payload: change.payload, decision: change.decision });
    const ended = [...run.ops.values()].find(({ reviewId }) => reviewId === change.reviewId)?.end ?? null;
    if (ended !== null) say('G9', `review ${change.reviewId} was over`);
  } else if (change.type === 'child.finished') {
    if (run.childEnds.has(change.runId)) say('G3', `the end of ${change.runId} was told before`);
    run.childEnds.set(change.runId, { status: change.status, payload: change.payload });
  }
}
