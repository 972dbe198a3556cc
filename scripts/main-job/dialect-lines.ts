import type { Millrace as Client } from '../../packages/client/src/index.ts';
import { workflowId } from '../../packages/millrace/src/dialects/workflow-id.ts';
import type { ShownRequest } from './links.ts';

/** One run API that a client was written for, with the bundled workflow that does its job. */
interface ShownDialect {
  readonly title: string;
  readonly workflow: string;
  /** What a client of that API polls. */
  readonly poll: (runId: string, workspaceId: string) => string;
}

const DIALECTS: readonly ShownDialect[] = [
  { title: 'AutoMindz', workflow: 'leavers', poll: (runId) => `automindz/v1/runs/${runId}` },
  {
    title: 'OnePin',
    workflow: 'voice',
    poll: (runId, workspaceId) => `onepin/api/v1/workflows/${workflowId(workspaceId, 'voice')}/runs/${runId}/status`,
  },
  { title: 'Instabase', workflow: 'documents', poll: (runId) => `instabase/api/v2/apps/runs/${runId}` },
  { title: 'DeepCurrent', workflow: 'growth', poll: (runId) => `deepcurrent/api/v1/growth/runs/${runId}` },
  { title: 'EigenPal', workflow: 'invoices', poll: (runId) => `eigenpal/api/v1/runs/${runId}?expand=input,usage,execution` },
];

export interface DialectLine {
  readonly title: string;
  readonly workflow: string;
  /** Where the run stands. */
  readonly state: string;
  readonly request: ShownRequest;
}

interface Setup {
  readonly client: Client;
  readonly url: string;
  readonly apiKey: string;
  readonly workspaceId: string;
  /** The run that the main job has made already. */
  readonly leaversRunId: string;
}

/** Runs each bundled workflow on its sample, and gives the request with which a client of each run API would look at it. */
export async function runDialects({ client, url, apiKey, workspaceId, leaversRunId }: Setup): Promise<readonly DialectLine[]> {
  return Promise.all(
    DIALECTS.map(async ({ title, workflow, poll }) => {
      const runId = workflow === 'leavers' ? leaversRunId : (await client.runs.start({ workflow, tags: ['main-job'] })).id;
      const state = await atRest(client, runId);
      return { title, workflow, state, request: { url: `${url}/dialects/${poll(runId, workspaceId)}`, apiKey } };
    }),
  );
}

/** How a run stands when it has ended, or waits for a person: nothing more happens then by itself. */
async function atRest(client: Client, runId: string): Promise<string> {
  for await (const run of client.runs.changes(runId)) {
    if (run.finished) return run.status;
    if (run.status_reason === 'review') return 'waiting for a person';
  }
  return (await client.runs.get(runId)).status;
}
