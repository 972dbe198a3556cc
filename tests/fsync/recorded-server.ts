import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startReadyServer } from '../server-process.ts';
import type { ServerAddress, ServerProcess } from '../server-process.ts';
import { compilePreload } from './compile-preload.ts';
import { readRecord } from './fsync-record.ts';
import type { Recorded } from './fsync-record.ts';

/*
 * A real server with the recorder preloaded. A start carries a marker in its metadata; the recorder notes when the marker
 * is written to the log of the database and when an answer with it leaves the process.
 */
const MARKER = 'fsync-probe-';
/** Far enough that no test sees it come: the start is all that is committed. */
const LATER = '300d';

const folder = mkdtempSync(join(tmpdir(), 'millrace-fsync-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});
const compiled = compilePreload(new URL('./recorder.c', import.meta.url), folder);

/** Why nothing can be recorded on this machine, or false. */
export const cannotRecord = 'missing' in compiled ? compiled.missing : false;

export interface RecordedServer {
  readonly server: ServerProcess;
  readonly address: ServerAddress;
  /** While this file exists, syncs of the log fail. */
  readonly failFile: string;
  readonly record: () => readonly Recorded[];
}

export async function startRecorded(t: TestContext): Promise<RecordedServer> {
  const own = mkdtempSync(join(folder, 'server-'));
  const [log, failFile, dataFolder] = [join(own, 'syncs'), join(own, 'fail'), join(own, 'data')];
  mkdirSync(dataFolder);
  const library = 'library' in compiled ? compiled.library : '';
  const env = { LD_PRELOAD: library, FSYNC_LOG: log, FSYNC_MARKER: MARKER, FSYNC_FAIL_FILE: failFile };
  const workflowFolder = fileURLToPath(new URL('./workflows', import.meta.url));
  const { server, address } = await startReadyServer({ dataFolder, workflowFolder, env });
  t.after(async () => {
    server.signal('SIGKILL');
    await server.ended;
  });
  return { server, address, failFile, record: () => readRecord(log) };
}

/** Starts a run that carries the marker; gives the status of the answer. */
export async function startMarked({ url, api_key: key }: ServerAddress, marker: number): Promise<number> {
  const response = await fetch(`${url}/v1/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ workflow: 'later', input: null, delay: LATER, metadata: { marker: `${MARKER}${marker}` } }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Starts `each` runs from each of a number of clients at once; their markers count from 0. */
export async function startTogether(address: ServerAddress, clients: number, each: number): Promise<readonly number[]> {
  const client = async (index: number): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let count = 0; count < each; count++) statuses.push(await startMarked(address, index * each + count));
    return statuses;
  };
  return (await Promise.all(Array.from({ length: clients }, async (_, index) => client(index)))).flat();
}
