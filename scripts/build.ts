import { spawnSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/*
 * Builds what is published: JavaScript and declarations of each package in its `dist`, and beside them what the compiler
 * does not copy. Always from nothing, so that `dist` holds no file whose source is gone.
 */

const PACKAGES = ['protocol', 'client', 'millrace'].map((name) => join(root, 'packages', name));
const COMPILER = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

for (const folder of PACKAGES) {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  rmSync(join(folder, 'tsconfig.build.tsbuildinfo'), { force: true });
}

const projects = PACKAGES.map((folder) => join(folder, 'tsconfig.build.json'));
const compiled = spawnSync(process.execPath, [COMPILER, '-b', ...projects], { cwd: root, stdio: 'inherit' });
if (compiled.status === 0) {
  for (const folder of PACKAGES) {
    for (const file of globSync('**/*.sql', { cwd: join(folder, 'src') })) cpSync(join(folder, 'src', file), join(folder, 'dist', file));
  }
} else {
  process.exitCode = 1;
}
