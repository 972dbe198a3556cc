import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { DIALECTS } from '../../packages/millrace/src/dialects/dialects.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';

const DOCS = fileURLToPath(new URL('../../docs/dialects/', import.meta.url));
const HERE = fileURLToPath(new URL('../../.millrace/', import.meta.url));

/** The example of each page, as a workflow of its own: inside of the repository, so that it finds its packages. */
function exampleWorkflows(): { readonly folder: string; readonly remove: () => void } {
  mkdirSync(HERE, { recursive: true });
  const folder = mkdtempSync(join(HERE, 'dialect-docs-'));
  mkdirSync(join(folder, 'workflows'));
  for (const page of readdirSync(DOCS)) {
    const source = /```ts\n(?<code>[^]*?)```/u.exec(readFileSync(join(DOCS, page), 'utf8'))?.groups?.['code'];
    if (source !== undefined) writeFileSync(join(folder, 'workflows', page.replace('.md', '.ts')), source);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const { folder, remove } = exampleWorkflows();
const config = { port: '0', data: join(folder, 'data'), workflows: join(folder, 'workflows'), logLevel: 'error' };
const millrace = await startMillrace(readConfig(config, {}));
after(async () => {
  await millrace.close();
  remove();
});

/** The input of the one example that works on a file. */
async function paper(): Promise<unknown> {
  const headers = { authorization: `Bearer ${millrace.apiKey}`, 'content-type': 'text/plain' };
  const response = await fetch(`${millrace.url}/v1/uploads?filename=paper.txt`, {
    method: 'POST',
    headers,
    body: 'Party: Acme\nNothing else',
  });
  const { id } = z.object({ id: z.string() }).parse(await response.json());
  return { paper: { $file: id }, language: 'en' };
}

test('there is a page for each dialect', () => {
  assert.deepEqual(readdirSync(DOCS).toSorted(), DIALECTS.map(({ name }) => `${name}.md`).toSorted());
});

for (const { name } of DIALECTS) {
  test(`the example of the page about ${name} runs, and declares its dialect`, async () => {
    const workflow = millrace.context.store.workflows
      .list(millrace.workspaceId)
      .find(({ manifest }) => manifest.includes(`"dialects":{"${name}"`));
    assert.ok(workflow !== undefined, `no example of the pages declares ${name}`);
    const headers = { authorization: `Bearer ${millrace.apiKey}`, prefer: 'wait=20' };
    const body = JSON.stringify({ workflow: workflow.name, ...(workflow.manifest.includes('"$file"') ? { input: await paper() } : {}) });
    const response = await fetch(`${millrace.url}/v1/runs`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    const run = z.object({ status: z.string() }).parse(await response.json());
    assert.ok(['completed', 'waiting'].includes(run.status), run.status);
  });
}
