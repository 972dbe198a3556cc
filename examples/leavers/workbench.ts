import type { LeaversInput, TableInput } from './schemas.ts';
import { type Conclusions, drawConclusions } from './draw-conclusions.ts';
import { type Prepared, prepareSnapshots } from './prepare-snapshots.ts';
import { type Snapshot, readSnapshot } from './snapshot/read-snapshot.ts';
import type { Candidate } from './matching/match-people.ts';
import type { RunContext } from 'millrace';
import { decodeText } from './snapshot/decode-text.ts';
import { parseMonth } from './matching/month.ts';
import { readFile } from 'node:fs/promises';

/**
 * What a run works on, held in memory and made when it is first asked for. All of it follows from the files and from the
 * matches on record, so that a run that is taken up after a crash makes it again instead of having stored it.
 */
export class Workbench {
  readonly before: () => Promise<Snapshot>;
  readonly after: () => Promise<Snapshot>;
  readonly prepared: () => Promise<Prepared>;
  readonly #input: LeaversInput;
  #conclusions: Promise<Conclusions> | null = null;

  constructor(run: RunContext, input: LeaversInput) {
    this.#input = input;
    this.before = once(async () => readSnapshot(await readText(run, input.before), 'before'));
    this.after = once(async () => readSnapshot(await readText(run, input.after), 'after'));
    this.prepared = once(async () => prepareSnapshots(await this.before(), await this.after()));
  }

  /** The same for the same candidates, which a run has only one list of. */
  conclude(candidates: () => readonly Candidate[]): Promise<Conclusions> {
    this.#conclusions ??= this.#draw(candidates());
    return this.#conclusions;
  }

  async #draw(candidates: readonly Candidate[]): Promise<Conclusions> {
    const { criteria, decision_makers: decisionMakers, absent, as_of: asOf, limit = null } = this.#input;
    return drawConclusions(await this.prepared(), candidates, { criteria, decisionMakers, absent, asOf: parseMonth(asOf ?? ''), limit });
  }
}

async function readText(run: RunContext, table: TableInput): Promise<string> {
  if (typeof table === 'string') return table;
  if ('$file' in table) return decodeText(await run.file(table).bytes());
  return readFile(new URL(`./data/${table.shipped}`, import.meta.url), 'utf8');
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
