import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { LAYERS, MAY_READ_ENVIRONMENT, SERVER } from './layer-table.ts';
import type { Layer } from './layer-table.ts';
import { readSources, root } from './source-file.ts';
import type { SourceFile } from './source-file.ts';

const sources = readSources();
const isIn = (place: string, path: string): boolean => path === place || path.startsWith(`${place}/`);

function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ place }) => isIn(place, path)).toSorted((a, b) => b.place.length - a.place.length)[0];
}

function packageOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function isAllowed(layer: Layer, imported: string): boolean {
  if (!imported.startsWith('packages/')) return layer.modules.some((module) => isIn(module, imported));
  if (packageOf(imported) !== packageOf(layer.place)) return false;
  const target = layerOf(imported);
  if (target === undefined) return false;
  return target === layer || layer.imports === 'anything' || layer.imports.includes(target.place.slice(SERVER.length));
}

/** The first circle of imports that goes through a file, if there is one. */
function circleFrom(start: SourceFile, byPath: ReadonlyMap<string, SourceFile>): readonly string[] | null {
  const seen = new Set<string>();
  const queue = [[start.path]];
  for (const way of queue) {
    for (const next of byPath.get(way.at(-1) ?? '')?.valueImports ?? []) {
      if (next === start.path) return [...way, next];
      if (!seen.has(next)) queue.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}

test('every source file lies in a place of the table', () => {
  assert.deepEqual(
    sources.map(({ path }) => path).filter((path) => layerOf(path) === undefined),
    [],
  );
});

test('every place of the table exists', () => {
  assert.deepEqual(
    LAYERS.map(({ place }) => place).filter((place) => !existsSync(`${root}${place}`)),
    [],
  );
});

test('a file imports only what its place may import', () => {
  const broken = sources.flatMap(({ path, imports }) => {
    const layer = layerOf(path);
    return layer === undefined ? [] : imports.filter((one) => !isAllowed(layer, one)).map((one) => `${path} imports ${one}`);
  });
  assert.deepEqual(broken, []);
});

test('no file imports the door of its own package', () => {
  const broken = sources.filter(({ path, imports }) => imports.includes(`${packageOf(path)}/src/index.ts`)).map(({ path }) => path);
  assert.deepEqual(broken, []);
});

test('imports never go round in a circle', () => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const circles = sources.flatMap((source) => circleFrom(source, byPath)?.join(' -> ') ?? []);
  assert.deepEqual(circles, []);
});

test('the domain reads neither clock, nor chance, nor the world outside', () => {
  const outside =
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\b(?:performance|process|crypto|globalThis)\.|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\b/u;
  const broken = sources.filter(({ path, code }) => isIn(`${SERVER}domain`, path) && outside.test(code)).map(({ path }) => path);
  assert.deepEqual(broken, []);
});

test('only the edges read the environment', () => {
  const readers = sources.filter(
    ({ code, imports }) => /\bprocess\s*\.\s*env\b/u.test(code) || (imports.includes('node:process') && /\benv\b/u.test(code)),
  );
  const broken = readers.map(({ path }) => path).filter((path) => !MAY_READ_ENVIRONMENT.some((place) => isIn(place, path)));
  assert.deepEqual(broken, []);
});
