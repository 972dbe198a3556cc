import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCommand } from './server-process.ts';

const ROOT = new URL('../../../', import.meta.url);
const BUILT = ['protocol', 'client', 'millrace'].flatMap((name) => [
  `./packages/${name}/dist/`,
  `./packages/${name}/tsconfig.build.tsbuildinfo`,
]);
const LIMIT_MS = 180_000;

/**
 * Builds what is published, lets it be used, and takes it away again: a clone in which something is built runs that instead
 * of its source. Our peers are measured as they are published, and so are we.
 */
export async function withBuiltMillrace<T>(use: () => Promise<T>): Promise<T> {
  const script = fileURLToPath(new URL('./scripts/build.ts', ROOT));
  try {
    await runCommand(process.execPath, [script], { cwd: fileURLToPath(ROOT), limitMs: LIMIT_MS });
    return await use();
  } finally {
    for (const path of BUILT) rmSync(new URL(path, ROOT), { recursive: true, force: true });
  }
}
