import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, execPath, platform, stderr } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * Makes a clone ready to run and says which Node to run it with. Plain JavaScript without dependencies, because it is
 * the one part that has to work before anything is installed, on a Node as old as 20.
 */

export const root = fileURLToPath(new URL('..', import.meta.url));

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.set-up-of-lock');
const oldestNode = [24];
const oldestSqlite = [3, 51, 3];

/**
 * Installs what the lock file names unless that is done already, and finds the Node to use.
 * @returns {string} its path
 */
export function setUp() {
  if (!isInstalled()) install();
  const pinned = join(root, 'node_modules', ...pinnedParts());
  if (existsSync(pinned) && isNewEnough(pinned)) return pinned;
  if (isNewEnough(execPath)) return execPath;
  throw new Error(
    `There is no packaged Node for ${platform}-${process.arch}, and your own (${process.version}) cannot run Millrace: ` +
      'it needs Node 24 with SQLite 3.51.3 or newer. Install Node 24.21 or newer from https://nodejs.org and try again.',
  );
}

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash();
}

function install() {
  stderr.write('Setting up: npm ci (needed once, and again when package-lock.json changes)\n');
  const done = runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  if (done.status !== 0) {
    throw new Error(`npm ci did not succeed (${done.error?.message ?? `exit code ${done.status ?? 'unknown'}`}); its own words are above.`);
  }
  stamp();
}

/**
 * What npm prints goes to stderr: stdout belongs to the command that was asked for.
 * @param {string[]} args
 */
function runNpm(args) {
  const { npm_execpath: npmScript, npm_node_execpath: npmNode } = env;
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', 2, 2];
  if (npmScript?.endsWith('.js') !== true) return spawnSync('npm', args, { cwd: root, stdio, shell: platform === 'win32' });
  return spawnSync(npmNode ?? execPath, [npmScript, ...args], { cwd: root, stdio });
}

/** Notes for which lock file node_modules was made. npm calls this too, after an install by hand. */
function stamp() {
  writeFileSync(stampFile, lockHash());
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

function pinnedParts() {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${process.arch}`;
  return [name, 'bin', platform === 'win32' ? 'node.exe' : 'node'];
}

/** @param {string} node */
function isNewEnough(node) {
  const asked = spawnSync(node, ['-p', 'process.versions.node + " " + process.versions.sqlite'], { encoding: 'utf8' });
  if (asked.status !== 0) return false;
  const [nodeVersion = '', sqliteVersion = ''] = asked.stdout.trim().split(' ');
  return isAtLeast(nodeVersion, oldestNode) && isAtLeast(sqliteVersion, oldestSqlite);
}

/**
 * @param {string} version
 * @param {number[]} oldest
 */
function isAtLeast(version, oldest) {
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of oldest.entries()) {
    const part = parts[index] ?? Number.NaN;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv[2] === '--stamp') stamp();
  else setUp();
}
