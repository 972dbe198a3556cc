import { join } from 'node:path';
import { z } from 'zod';
import { request } from './api-request.ts';
import { startChild } from './child.ts';
import { startServer } from './server-under-test.ts';
import type { ServerUnderTest } from './server-under-test.ts';

const workflows = z.object({ version: z.string() });

export interface LoadedRuns {
  /** A server on the loaded data, just started. */
  readonly server: ServerUnderTest;
  /** One id in a thousand. */
  readonly ids: readonly string[];
}

/** Makes a data folder with that many runs of a workflow, and starts a server on it. */
export async function serveLoadedRuns(
  dataFolder: string,
  { workflow, runs, kind }: { readonly workflow: string; readonly runs: number; readonly kind: 'mixed' | 'waiting' },
): Promise<LoadedRuns> {
  const first = await startServer(dataFolder);
  const { version } = workflows.parse(await request(first, 'GET', `/v1/workflows/${workflow}`));
  const { workspace_id: workspaceId } = first.address;
  await first.stop();
  const loader = startChild(new URL('./load/bulk-load.ts', import.meta.url));
  const databasePath = join(dataFolder, 'millrace.db');
  const ids = z.array(z.string()).parse(await loader.ask({ databasePath, workspaceId, workflow, version, runs, kind }));
  await loader.stop();
  return { server: await startServer(dataFolder), ids };
}
