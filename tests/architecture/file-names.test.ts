import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listFiles, readText } from './source-file.ts';

/** Not even as a part of a name. */
const EMPTY_WORDS = new Set(['utils', 'util', 'helpers', 'helper', 'misc', 'manager', 'service']);
/** Fine with another word beside them that says of what. */
const EMPTY_NAMES = new Set(['common', 'types', 'interfaces', 'constants', 'base']);
const LONGEST_FILE = 300;

const files = listFiles('{packages,examples,tests,bench,scripts}/**/*.{ts,tsx,mjs}');

function saysNothing(path: string): boolean {
  const names = path.split(/[/.]/u);
  return names.some((name) => EMPTY_NAMES.has(name) || name.split('-').some((word) => EMPTY_WORDS.has(word)));
}

test('files are named in kebab-case', () => {
  const broken = files.filter((path) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*\.(?:ts|tsx|mjs)$/u.test(path.split('/').at(-1) ?? ''));
  assert.deepEqual(broken, []);
});

test('no file and no folder has a name that says nothing', () => {
  const broken = files.filter((path) => saysNothing(path));
  assert.deepEqual(broken, []);
});

test('no file is longer than a reader can hold in mind', () => {
  const broken = files.filter((path) => readText(path).trimEnd().split('\n').length > LONGEST_FILE);
  assert.deepEqual(broken, []);
});
