import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addTallies } from './tally.ts';
import type { Tally } from './tally.ts';
import { root } from './set-up.mjs';

interface StaticCheck {
  readonly name: string;
  readonly package: string;
  readonly command: string;
  readonly args: readonly string[];
}

const CHECKS: readonly StaticCheck[] = [
  { name: 'format', package: 'oxfmt', command: 'oxfmt', args: ['--check'] },
  { name: 'lint', package: 'oxlint', command: 'oxlint', args: ['--format=unix'] },
  { name: 'types', package: 'typescript', command: 'tsc', args: ['-p', '.'] },
  { name: 'dead code', package: 'knip', command: 'knip', args: ['--no-progress', '--treat-config-hints-as-errors'] },
];

/** Runs all of them, side by side, and prints the words of those that fail. */
export async function runStaticChecks(): Promise<Tally> {
  return addTallies(await Promise.all(CHECKS.map(runCheck)));
}

async function runCheck(check: StaticCheck): Promise<Tally> {
  const startedAt = performance.now();
  const { code, output } = await runProgram(programOf(check), check.args);
  const passed = code === 0;
  printCheck(check.name, passed, performance.now() - startedAt, output);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

export function printCheck(name: string, passed: boolean, tookMs: number, output: string): void {
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${name} (${(tookMs / 1000).toFixed(1)} s)\n`);
  if (!passed) process.stdout.write(`${output.trimEnd().replaceAll(/^/gmu, '     ')}\n`);
}

/** The script behind a command: started through the running Node, so that no PATH and no shell take part. */
function programOf(check: StaticCheck): string {
  const folder = join(root, 'node_modules', check.package);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (hasPrograms(manifest)) {
    const program = manifest.bin[check.command];
    if (program !== undefined) return join(folder, program);
  }
  throw new Error(`The package ${check.package} has no command ${check.command}`);
}

function hasPrograms(value: unknown): value is { readonly bin: Readonly<Record<string, string>> } {
  return typeof value === 'object' && value !== null && 'bin' in value && typeof value.bin === 'object';
}

async function runProgram(program: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}
