import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { startEffects } from '../crash/start-effects.ts';
import { compilePreload } from '../fsync/compile-preload.ts';
import { BootLooks } from './boot-looks.ts';
import { claimsOf } from './claims-of.ts';
import type { DiskOperation } from './disk-operation.ts';
import { failPower } from './fail-power.ts';
import type { Losses } from './fail-power.ts';
import { survives } from './found-state.ts';
import { HonestDisk } from './honest-disk.ts';
import type { LoadSize } from './play-load.ts';
import { DATA, recordLoad } from './record-load.ts';
import type { Recording } from './record-load.ts';
import { readSaid } from './said.ts';

export interface MeasureOptions {
  readonly states: number;
  /** Of those, how many a real server is started on. */
  readonly boots: number;
  readonly size: LoadSize;
  readonly tell?: (what: string) => void;
}

export interface Measured {
  readonly seed: number;
  readonly runs: number;
  readonly operations: number;
  readonly syncs: number;
  readonly found: Losses;
  readonly boots: number;
  /** What went wrong on the disks that a server was started on. */
  readonly bootProblems: readonly string[];
  /** What the recorder missed: files that the trace does not give as they were left. */
  readonly unexplained: readonly string[];
  readonly controls: { readonly weakSyncs: Losses; readonly noFolderSyncs: Losses };
}

/** Records a real server under load, fails the power, and proves that the checks can fail. A string says why nothing could be recorded. */
export async function measurePowerLoss({ states, boots, size, tell }: MeasureOptions): Promise<Measured | string> {
  const folder = mkdtempSync(join(fastFolder(), 'millrace-power-'));
  const compiled = compilePreload(new URL('./recorder.c', import.meta.url), folder);
  if ('missing' in compiled) return compiled.missing;
  const effectLog = join(folder, 'effects.jsonl');
  const effects = await startEffects(effectLog);
  const record = async (name: string, isWeakened: boolean): Promise<Recording> => {
    tell?.(`recording, ${name}`);
    return recordLoad({ folder: join(folder, name), library: compiled.library, effects: effects.url, size, isWeakened });
  };
  const scratch = join(folder, 'state');
  mkdirSync(scratch);
  const judge = async (recording: Recording, count: number, more: Partial<Parameters<typeof failPower>[0]> = {}): Promise<Losses> => {
    const claims = claimsOf(readSaid(recording.trace), recording.asked, recording.stored);
    return failPower({ trace: recording.trace, claims, states: count, seed: size.seed, folder: scratch, ...more });
  };
  try {
    const sound = await record('as it is', false);
    const looks = new BootLooks(join(folder, 'boot'), effectLog, tell);
    const found = await judge(sound, states, { look: { states: boots, at: async (state) => looks.look(state) } });
    const weak = await record('with weaker syncs', true);
    tell?.('controls');
    const [weakSyncs, noFolderSyncs] = [
      await judge(weak, Math.ceil(states / 4)),
      await judge(sound, Math.ceil(states / 4), { hears: deafToShelves(sound.trace) }),
    ];
    const syncs = sound.trace.filter(({ kind }) => kind === 'sync-end').length;
    return {
      seed: size.seed,
      runs: sound.stored.runs.length,
      operations: sound.trace.length,
      syncs,
      found,
      boots: looks.count,
      bootProblems: looks.problems,
      unexplained: unexplained(sound),
      controls: { weakSyncs, noFolderSyncs },
    };
  } finally {
    await effects.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Disks are rebuilt in memory where the system has a place for that: nothing depends on what the real disk does. */
function fastFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** A disk that ignores the syncs of the folders that finished files are in. */
function deafToShelves(trace: readonly DiskOperation[]): (operation: DiskOperation) => boolean {
  const shelves = new Set(
    trace.flatMap((operation) =>
      operation.kind === 'make-folder' && posix.dirname(operation.path) === `${DATA}/artifacts` ? [operation.inode] : [],
    ),
  );
  return (operation) => operation.kind !== 'sync-end' || !shelves.has(operation.inode);
}

/** The trace, replayed to its end, must give every file as it was left. The ready file is removed by whoever waits for it. */
function unexplained({ trace, left }: Recording): readonly string[] {
  const disk = new HonestDisk();
  for (const operation of trace) disk.apply(operation);
  const now = disk.now();
  const paths = new Set([...left.keys(), ...now.keys()].filter((path) => survives(path) && !path.endsWith('ready.json')));
  return [...paths].filter((path) => {
    const [real, rebuilt] = [left.get(path), now.get(path)];
    return real === undefined || rebuilt === undefined || !real.equals(rebuilt);
  });
}
