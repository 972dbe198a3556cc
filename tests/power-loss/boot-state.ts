import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isTerminal } from '../../packages/millrace/src/domain/run-status.ts';
import { isCrashWorkflow, RIGHT_ANSWERS } from '../crash/right-answer.ts';
import type { StoredRun } from '../crash/oracle/evidence.ts';
import { startReadyServer } from '../server-process.ts';
import { effectsOfProcess } from './effects-of-process.ts';
import type { LostPower } from './fail-power.ts';
import { FinishClient } from './finish-client.ts';
import { openState, readState, survives, writeDisk } from './found-state.ts';
import type { FoundState } from './found-state.ts';
import type { DiskFiles } from './honest-disk.ts';
import { judgeState } from './judge-state.ts';
import { DATA, WORKFLOW_FOLDER } from './record-load.ts';

/** Every run must be over within this time after the server is ready. */
const FINISH_MS = 60_000;

/**
 * Starts the real server on what the disk holds and lets every run come to its end, with somebody there who answers
 * what runs wait for. Gives what went wrong, in words.
 */
export async function bootAndFinish(found: LostPower, folder: string, effectLog: string): Promise<readonly string[]> {
  const before = openState(folder, found.files);
  writeDisk(folder, found.files, (path) => survives(path) && !path.endsWith('ready.json'));
  const dataFolder = join(folder, DATA);
  mkdirSync(dataFolder, { recursive: true });
  const { server, address } = await startReadyServer({ dataFolder, workflowFolder: WORKFLOW_FOLDER });
  const client = new FinishClient(address, before?.stored.runs ?? []);
  const until = Date.now() + FINISH_MS;
  try {
    while (!(await client.finishAll()) && Date.now() < until) await pause(20);
  } finally {
    server.signal('SIGTERM');
  }
  const { code, words } = await server.ended;
  const problems = code === 0 ? [] : [`the server ended with ${code}: ${words}`];
  const files = readDisk(folder);
  const after = readState(dataFolder);
  const verdict = judgeState(
    after,
    files,
    found.claims.filter(({ kind }) => kind !== 'progress'),
  );
  const again = before === null ? [] : doneAgain(before, effectLog, server.pid);
  return [...problems, ...verdict.lost, ...verdict.corrupt, ...again, ...after.stored.runs.flatMap((run) => judgeEnd(run, client.given))];
}

/** Runs that were to be cancelled, or that a person gave up, need no answer. */
function judgeEnd({ id, workflow, status, n, answer, events }: StoredRun, given: ReadonlySet<string>): readonly string[] {
  if (!isTerminal(status)) return [`run ${id} of ${workflow} did not end: it is ${status}`];
  if (status === 'cancelled' && (given.has(id) || events.some(({ type }) => type === 'run.cancel-requested'))) return [];
  if (status !== 'completed' || !isCrashWorkflow(workflow)) return [`run ${id} of ${workflow} ended as ${status}`];
  const right = RIGHT_ANSWERS[workflow](n);
  return answer === right ? [] : [`run ${id} of ${workflow} answered ${answer} and not ${right}`];
}

/** Steps whose record was on the disk and whose effect happened once more. */
function doneAgain({ stored }: FoundState, effectLog: string, pid: number): readonly string[] {
  const recorded = new Set(
    stored.runs.flatMap(({ id, events }) =>
      events.flatMap(({ fact }) => (fact?.kind === 'completed' ? fact.items.map((item) => `${id}/${fact.step}/${item}`) : [])),
    ),
  );
  return effectsOfProcess(effectLog, pid)
    .map(({ runId, step, item }) => `${runId}/${step}/${item}`)
    .filter((place) => recorded.has(place))
    .map((place) => `step ${place} was recorded and done again`);
}

function readDisk(folder: string): DiskFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name));
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]));
}
