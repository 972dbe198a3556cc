import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { DatabaseRefusal } from './database-refusal.ts';
import { lockDataFolder } from './data-folder-lock.ts';

async function newFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-lock-'));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

/** A process that holds the folder until it is killed. */
async function holder(context: TestContext, folder: string): Promise<ChildProcess> {
  const lock = JSON.stringify(new URL('./data-folder-lock.ts', import.meta.url).href);
  const code = `const { lockDataFolder } = await import(${lock}); lockDataFolder(process.argv[1]); process.stdout.write('held'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

function inUse(folder: string): (error: unknown) => boolean {
  return (error) => error instanceof DatabaseRefusal && error.code === 'data_folder_in_use' && error.message.includes(folder);
}

describe('the lock of a data folder', () => {
  test('makes the folder, and keeps it from anybody else until it is released', async (context) => {
    const folder = await newFolder(context);
    const lock = lockDataFolder(folder);
    assert.throws(() => lockDataFolder(folder), inUse(folder));
    lock.release();
    lock.release();
    lockDataFolder(folder).release();
  });

  test('keeps it from another process, and goes when that process is killed', async (context) => {
    const folder = await newFolder(context);
    const child = await holder(context, folder);
    assert.throws(() => lockDataFolder(folder), inUse(folder));
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockDataFolder(folder).release();
  });
});
