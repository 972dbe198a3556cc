import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SERVER } from './layer-table.ts';
import { listFiles } from './source-file.ts';

const files = listFiles(`${SERVER}domain/**/*.ts`).filter((path) => !path.endsWith('.test.ts'));

// Coverage counts only files that were loaded: without this, a file that nobody tests would not be missed.
test('every file of the domain can be loaded by itself', async () => {
  assert.ok(files.length > 0);
  for (const path of files) {
    await assert.doesNotReject(async () => {
      await import(new URL(`../../${path}`, import.meta.url).href);
    });
  }
});
