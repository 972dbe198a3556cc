import { workflowId } from '../../packages/millrace/src/dialects/workflow-id.ts';
import { request, startRun, waitForStatus } from '../api-request.ts';
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import { interleave } from '../interleave.ts';
import { loadResult } from '../load/load-result.ts';
import { ratioMeasurement } from '../measurement.ts';
import type { BenchCase, Measurement, Scale } from '../measurement.ts';
import { inBenchFolder, startServer } from '../server-under-test.ts';
import type { ServerUnderTest } from '../server-under-test.ts';

const CONNECTIONS = 64;
const WORKFLOW = 'shown-everywhere';
/** Two polls of one kind differ by little, a shared machine from second to second by much: many short rounds instead of a few long ones. */
const SHORTER = 5;

/** Status polls per second through each dialect, beside native status polls of the same run on the same server. */
export const dialectPolls: BenchCase = {
  name: 'dialect-polls',
  measure: async (scale, say) =>
    inBenchFolder('dialects', async (folder) => {
      const server = await startServer(folder);
      const load = startChild(new URL('../load/request-load.ts', import.meta.url));
      try {
        const { id } = await startRun(server, { workflow: WORKFLOW });
        await waitForStatus(server, id, 'waiting');
        const waiting = await measureAll({ server, load, id, state: 'waiting' }, scale, say);
        await request(server, 'POST', `/v1/runs/${id}/signals/go`, { body: {} });
        await waitForStatus(server, id, 'completed');
        return [...waiting, ...(await measureAll({ server, load, id, state: 'completed' }, scale, say))];
      } finally {
        await Promise.all([load.stop(), server.stop()]);
      }
    }),
};

interface Setup {
  readonly server: ServerUnderTest;
  readonly load: Child;
  readonly id: string;
  readonly state: string;
}

async function measureAll({ server, load, id, state }: Setup, scale: Scale, say: (words: string) => void): Promise<readonly Measurement[]> {
  const { url, workspace_id: workspaceId } = server.address;
  const rate = async (path: string): Promise<number> => {
    const asked = { url, method: 'GET', paths: [path], headers: server.headers, body: null, connections: CONNECTIONS };
    return loadResult(await load.ask({ ...asked, durationMs: scale.roundMs / SHORTER, expect: 200 })).perSecond;
  };
  const native = `/v1/runs/${id}/status`;
  await rate(native);
  const measurements: Measurement[] = [];
  for (const [vendor, path] of Object.entries(pollPaths(workspaceId, id))) {
    say(`${vendor}, run ${state}`);
    const found = await interleave(
      scale.rounds * SHORTER,
      async () => rate(native),
      async () => rate(`/dialects/${vendor}${path}`),
    );
    measurements.push(ratioMeasurement(`${vendor}: polls of a ${state} run`, 'requests/s', found, { atLeast: 0.85 }));
  }
  return measurements;
}

/** What the pages of the vendors poll. */
function pollPaths(workspaceId: string, runId: string): Readonly<Record<string, string>> {
  return {
    automindz: `/v1/runs/${runId}`,
    onepin: `/api/v1/workflows/${workflowId(workspaceId, WORKFLOW)}/runs/${runId}/status`,
    instabase: `/api/v2/apps/runs/${runId}`,
    deepcurrent: `/api/v1/growth/runs/${runId}`,
    eigenpal: `/api/v1/runs/${runId}`,
  };
}
