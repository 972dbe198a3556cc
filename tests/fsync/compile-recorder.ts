import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Compiled = { readonly library: string } | { readonly missing: string };

/** Builds the recorder that is preloaded into the server, or says what this machine lacks for it. */
export function compileRecorder(folder: string): Compiled {
  if (process.platform !== 'linux') return { missing: `fsync cannot be recorded on ${process.platform}: it needs LD_PRELOAD of Linux` };
  const library = join(folder, 'recorder.so');
  const source = fileURLToPath(new URL('./recorder.c', import.meta.url));
  const { error, status, stderr } = spawnSync('cc', ['-O2', '-Wall', '-shared', '-fPIC', '-o', library, source, '-ldl'], {
    encoding: 'utf8',
  });
  if (error !== undefined) return { missing: 'fsync cannot be recorded here: there is no C compiler (cc)' };
  if (status !== 0) throw new Error(`The recorder does not compile:\n${stderr}`);
  return { library };
}
