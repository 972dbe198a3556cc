import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { listFiles, readText, root } from '../architecture/source-file.ts';

const pages = listFiles('*.md', 'docs/**/*.md', 'examples/**/*.md', '.changeset/*.md');
const LONGEST_README = 150;

function anchorsOf(page: string): readonly string[] {
  const heads = [...readText(page).matchAll(/^#+ (.+)$/gmu)].map((match) => match[1] ?? '');
  return heads.map((head) =>
    head
      .toLowerCase()
      .replaceAll(/[^\w\s-]/gu, '')
      .replaceAll(/\s/gu, '-'),
  );
}

function linksOf(page: string): readonly string[] {
  const text = readText(page).replaceAll(/```[\s\S]*?```/gu, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/gu)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/u.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  return existsSync(`${root}${target}`) && (anchor === undefined || anchorsOf(target).includes(anchor));
}

test('the README fits a few screens', () => {
  assert.ok(readText('README.md').trimEnd().split('\n').length <= LONGEST_README);
});

test('every link between pages leads somewhere', () => {
  assert.ok(pages.length > 0);
  const broken = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  );
  assert.deepEqual(broken, []);
});

test('every page of docs/ can be found from the README', () => {
  const found = new Set(['README.md']);
  for (const page of found) {
    for (const link of linksOf(page)) {
      const target = posix.join(posix.dirname(page), link.split('#')[0] ?? '');
      if (target.endsWith('.md') && existsSync(`${root}${target}`)) found.add(target);
    }
  }
  assert.deepEqual(
    listFiles('docs/**/*.md').filter((page) => !found.has(page)),
    [],
  );
});

test('ARCHITECTURE.md names only files and folders that exist', () => {
  const named = [...readText('ARCHITECTURE.md').matchAll(/`(?<path>[\w-]+(?:\/[\w.-]*)+|[\w-]+\.ts)`/gu)].map(
    (match) => match.groups?.['path'] ?? '',
  );
  assert.ok(named.length > 0);
  const missing = named.filter(
    (path) => !['', 'packages/millrace/src/', 'tests/architecture/'].some((place) => existsSync(`${root}${place}${path}`)),
  );
  assert.deepEqual(missing, []);
});

test('no text names a path of the machine it was written on', () => {
  const machine = new RegExp(['work', 'root', 'home', 'Users'].map((folder) => `(?<![\\w.-])/${folder}/`).join('|'), 'u');
  const broken = listFiles(
    '*.{md,json,jsonc,mjs}',
    '.changeset/*',
    '{docs,packages,examples,tests,bench,scripts}/**/*.{md,ts,tsx,mjs,json,sql,c}',
  )
    .filter((path) => path !== 'package-lock.json')
    .filter((path) => machine.test(readText(path)));
  assert.deepEqual(broken, []);
});
