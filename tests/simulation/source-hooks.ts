import { registerHooks } from 'node:module';
import type { Plant } from './plants/plant.ts';

const SOURCE = new URL('../../packages/millrace/src/', import.meta.url).href;

/** What the server must not get from Node in a simulation, and what it gets instead. */
const STANDS_IN: Readonly<Record<string, string>> = {
  'node:worker_threads': new URL('./world/worker-threads.ts', import.meta.url).href,
  'node:timers/promises': new URL('./world/timers-promises.ts', import.meta.url).href,
};

/** Changes what the modules that are loaded after it are made of: the ports of the simulation, and a bug if one is to be planted. */
export function installSourceHooks(plant: Plant | null): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const instead = context.parentURL?.startsWith(SOURCE) === true ? STANDS_IN[specifier] : undefined;
      return next(instead ?? specifier, context);
    },
    load: (url, context, next) => {
      const loaded = next(url, context);
      if (plant === null || url !== `${SOURCE}${plant.file}`) return loaded;
      return { ...loaded, source: plantInto(plant, sourceText(loaded.source)) };
    },
  });
}

/** The source with the bug in it. Throws when its place is no longer there, or no longer the only one. */
export function plantInto({ name, file, find, replace }: Plant, source: string): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`The plant ${name} finds its place ${parts.length - 1} times in ${file}; it must be there once.`);
  return parts.join(replace);
}

function sourceText(source: unknown): string {
  if (typeof source === 'string') return source;
  if (source instanceof Uint8Array) return Buffer.from(source).toString('utf8');
  throw new TypeError('A module was loaded without its source.');
}
