import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Compiled = { readonly library: string } | { readonly missing: string };

/** Builds a library that is preloaded into a server, or says what this machine lacks for it. */
export function compilePreload(source: URL, folder: string): Compiled {
  if (process.platform !== 'linux') return { missing: `nothing can be preloaded on ${process.platform}: it needs LD_PRELOAD of Linux` };
  const path = fileURLToPath(source);
  const library = join(folder, `${basename(path, '.c')}.so`);
  const { error, status, stderr } = spawnSync('cc', ['-O2', '-Wall', '-shared', '-fPIC', '-o', library, path, '-ldl'], {
    encoding: 'utf8',
  });
  if (error !== undefined) return { missing: 'nothing can be preloaded here: there is no C compiler (cc)' };
  if (status !== 0) throw new Error(`${basename(path)} does not compile:\n${stderr}`);
  return { library };
}
