import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Sets the clone up, runs a script of it with the pinned Node from source, and ends the way that script ended.
 * @param {string} script a path from the root of the repository
 * @param {string[]} args
 */
export function handOver(script, args) {
  const node = findNode();
  if (node === null) return;
  const child = spawn(node, ['--conditions=millrace-source', join(root, script), ...args], { stdio: 'inherit' });
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal sends ctrl-c to the child as well; passing it on would make it two.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => sayFailure(`${node} could not be started: ${error.message}`));
  child.on('exit', endLike);
}

function findNode() {
  try {
    return setUp();
  } catch (error) {
    sayFailure(error instanceof Error ? error.message : String(error));
    return null;
  }
}

/** @param {string} message */
function sayFailure(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function endLike(code, signal) {
  for (const handled of signals) process.removeAllListeners(handled);
  if (signal === null) process.exitCode = code ?? 1;
  else process.kill(process.pid, signal);
}
