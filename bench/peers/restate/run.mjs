import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as restate from '@restatedev/restate-sdk';
import { startChild } from '../../child.ts';
import { loadResult } from '../../load/load-result.ts';
import { doTimes, waitFor } from '../driver/lanes.ts';
import { servePeer } from '../driver/peer-program.ts';
import { freePort } from '../driver/server-process.ts';

/** Restate: its server, a service of it in this process, and the load from a process of its own, all over loopback. */
const LOAD = new URL('../../load/request-load.ts', import.meta.url);
const HEADERS = { 'content-type': 'application/json' };
const parked = new Map();
const woken = { times: 0 };
let ingress;
let load;

const bench = restate.service({
  name: 'bench',
  handlers: {
    fiveSteps: async (ctx) => {
      let value = 0;
      for (let index = 0; index < 5; index++) {
        const before = value;
        value = await ctx.run(`step-${index}`, () => before + 1);
      }
      return { value };
    },
    fanOut: async (ctx, items) => {
      const indexes = Array.from({ length: items }, (_, index) => index);
      await restate.RestatePromise.all(indexes.map((index) => ctx.run(`item-${index}`, () => index * 2)));
      return null;
    },
    waiter: async (ctx, key) => {
      const { id, promise } = ctx.awakeable();
      parked.set(key, id);
      const heard = await promise;
      woken.times += 1;
      return heard;
    },
  },
});

async function setUp({ work, folder, tuning }) {
  const [ingressPort, adminPort, nodePort, servicePort] = [await freePort(), await freePort(), await freePort(), await freePort()];
  await restate.endpoint().bind(bench).listen(servicePort);
  const env = {
    ...process.env,
    RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingressPort}`,
    RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${adminPort}`,
    RESTATE_BIND_ADDRESS: `127.0.0.1:${nodePort}`,
    RESTATE_DEFAULT_NUM_PARTITIONS: String(tuning.partitions),
    RESTATE_WORKER__INVOKER__CONCURRENT_INVOCATIONS_LIMIT: '20000',
    RESTATE_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: '1',
    RESTATE_LOG_FILTER: 'error',
    // A run that waits gives its connection back soon, instead of after a minute.
    ...(work === 'park-wake' ? { RESTATE_WORKER__INVOKER__INACTIVITY_TIMEOUT: '100ms' } : {}),
  };
  const server = createRequire(import.meta.url).resolve(`@restatedev/restate-server-linux-${process.arch}/bin/restate-server`);
  spawn(server, ['--listen-mode', 'tcp', '--node-name', 'bench', '--base-dir', join(folder, 'restate')], { env, stdio: 'ignore' });
  ingress = `http://127.0.0.1:${ingressPort}`;
  const register = async () => isOk(`http://127.0.0.1:${adminPort}/deployments`, { uri: `http://127.0.0.1:${servicePort}`, force: true });
  if (!(await waitFor(register, 40_000, 200))) throw new Error('The server did not take the registration of the service.');
  if (!(await waitFor(async () => isOk(`${ingress}/bench/fiveSteps`, null), 20_000, 100))) throw new Error('The service cannot be called.');
  load = startChild(LOAD);
  const settings = execFileSync(server, ['--dump-config'], { env, encoding: 'utf8' });
  const lines = settings.split('\n').filter((line) => line.startsWith('rocksdb-disable-wal-fsync'));
  return `bifrost.local and log-server: ${lines.join(', ')}`;
}

async function isOk(url, body) {
  try {
    await post(url, body);
    return true;
  } catch {
    return false;
  }
}

async function post(url, body) {
  const response = await fetch(url, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

servePeer({
  setUp,
  measureRuns: async (inFlight, durationMs) => {
    const question = {
      url: ingress,
      method: 'POST',
      paths: ['/bench/fiveSteps'],
      headers: HEADERS,
      body: 'null',
      connections: inFlight,
      durationMs,
      expect: 200,
    };
    const { perSecond, p50Ms, p99Ms } = loadResult(await load.ask(question));
    return { runs: Math.round((perSecond * durationMs) / 1000), perSecond, p50Ms, p99Ms };
  },
  startOne: async () => {
    await post(`${ingress}/bench/fiveSteps/send?delay=24h`, null);
  },
  fanOut: async (items) => {
    await post(`${ingress}/bench/fanOut`, items);
  },
  park: async (runs, limitMs) => {
    const until = performance.now() + limitMs;
    const started = await doTimes(runs, async (index) => void (await post(`${ingress}/bench/waiter/send`, String(index))), {
      inFlight: 64,
      limitMs,
    });
    await waitFor(() => parked.size >= started, until - performance.now(), 100);
    return parked.size;
  },
  wake: async (limitMs) => {
    const until = performance.now() + limitMs;
    const ids = [...parked.values()];
    const before = woken.times;
    await doTimes(ids.length, async (index) => void (await post(`${ingress}/restate/awakeables/${ids[index]}/resolve`, true)), {
      inFlight: 64,
      limitMs,
    });
    await waitFor(() => woken.times - before >= ids.length, until - performance.now(), 5);
    return Math.min(woken.times - before, ids.length);
  },
});
