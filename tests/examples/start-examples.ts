import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Millrace as Client } from '../../packages/client/src/index.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';

/** A real server with the examples, on a data folder of its own. */
export interface Examples {
  readonly client: Client;
  readonly url: string;
  readonly apiKey: string;
  /** For the test's own files; gone after `close`. */
  readonly folder: string;
  close(): Promise<void>;
}

/** For the tests of the examples. */
export async function startExamples(): Promise<Examples> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-examples-'));
  const config = readConfig(
    { data: join(folder, 'data'), workflows: join(import.meta.dirname, '../../examples'), port: '0', logLevel: 'error' },
    {},
  );
  const millrace = await startMillrace(config);
  const { url, apiKey } = millrace;
  return {
    client: new Client({ baseUrl: url, apiKey }),
    url,
    apiKey,
    folder,
    close: async () => {
      await millrace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
