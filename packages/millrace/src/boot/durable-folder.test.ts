import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeFolder } from './durable-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-folder-'));
after(() => rmSync(folder, { recursive: true }));

test('a folder is made with all that are missing above it, and may be there already', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeFolder(path);
  assert.ok(existsSync(path));
  makeFolder(path);
  makeFolder(join(folder, 'a', 'other'));
  assert.ok(existsSync(join(folder, 'a', 'other')));
});
