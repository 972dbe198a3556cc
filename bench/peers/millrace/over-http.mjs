import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startReadyServer } from '../../../tests/server-process.ts';
import { startChild } from '../../child.ts';
import { loadResult } from '../../load/load-result.ts';
import { servePeer } from '../driver/peer-program.ts';

/** Millrace as users run it: the server of the published package over loopback, with a key; the load comes from a process of its own. */
const WORKFLOWS = fileURLToPath(new URL('./workflows/', import.meta.url));
const LOAD = new URL('../../load/request-load.ts', import.meta.url);
let load;
let url;
let key;

async function ask(body, connections, durationMs) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', prefer: 'wait=30' };
  const question = { url, method: 'POST', paths: ['/v1/runs'], headers, body: JSON.stringify(body), connections, durationMs, expect: 200 };
  return loadResult(await load.ask(question));
}

servePeer({
  setUp: async ({ folder }) => {
    const options = { dataFolder: join(folder, 'data'), workflowFolder: WORKFLOWS, env: { MILLRACE_LOG_LEVEL: 'error' }, isBuilt: true };
    const { address } = await startReadyServer(options);
    ({ url, api_key: key } = address);
    load = startChild(LOAD);
    return 'synchronous=FULL journal_mode=WAL, written by one thread';
  },
  measureRuns: async (inFlight, durationMs) => {
    const { perSecond, p50Ms, p99Ms } = await ask({ workflow: 'five-steps' }, inFlight, durationMs);
    return { runs: Math.round((perSecond * durationMs) / 1000), perSecond, p50Ms, p99Ms };
  },
});
