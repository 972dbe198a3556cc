#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * The command of the package. Plain JavaScript that an old Node can read: it finds a Node that is new enough, which may be
 * one that was installed beside the package, and hands the command line over to it.
 */

const NEEDED = 24;
const folder = dirname(import.meta.dirname);
const built = join(folder, 'dist', 'cli', 'main-entry.js');
const source = join(folder, 'src', 'cli', 'main-entry.ts');
const isSource = !existsSync(built);
const conditions = isSource ? ['--conditions=millrace-source'] : [];

if (isNewEnough(process.versions.node) && conditions.every((option) => process.execArgv.includes(option))) {
  if (process.env['MILLRACE_HANDED_OVER'] === '1') endWithParent();
  await import(pathToFileURL(isSource ? source : built).href);
} else {
  handOver(isNewEnough(process.versions.node) ? process.execPath : installedNode());
}

/** @param {string} version */
function isNewEnough(version) {
  return Number(version.split('.')[0]) >= NEEDED;
}

/** The Node that npm installed for this machine, or null. */
function installedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const described = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const path = join(dirname(described), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : null;
  } catch {
    // It is optional.
    return null;
  }
}

/** @param {string | null} node */
function handOver(node) {
  if (node === null) {
    const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    process.stderr.write(
      `Millrace needs Node ${NEEDED} or newer; this is ${process.versions.node}. Update Node, or install one beside it: npm install ${name}@${NEEDED}\n`,
    );
    process.exitCode = 1;
    return;
  }
  // The channel carries no messages: it breaks when this process is killed, which is how the child learns of it.
  const child = spawn(node, [...conditions, import.meta.filename, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, MILLRACE_HANDED_OVER: '1' },
  });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; passing it on would make it two.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`${node} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    if (child.connected) child.disconnect();
  });
}

/** Whoever kills the process that was started means this one. */
function endWithParent() {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGKILL');
  });
  process.channel?.unref();
}
