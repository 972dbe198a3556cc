import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the repository with what it imports: paths from the root for our own files, names for modules. */
export interface SourceFile {
  readonly path: string;
  readonly code: string;
  /** All imports, those of types included. */
  readonly imports: readonly string[];
  /** What is still imported once the types are gone. */
  readonly valueImports: readonly string[];
}

export function listFiles(...patterns: readonly string[]): readonly string[] {
  return globSync(patterns, { cwd: root, exclude: ['**/node_modules', '**/dist'] })
    .map((path) => path.split(sep).join('/'))
    .toSorted();
}

export function readText(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}

/** Sources of the packages without their tests, which may do anything. */
export function readSources(): readonly SourceFile[] {
  return listFiles('packages/*/src/**/*.ts')
    .filter((path) => !/\.test(?:suite)?\.ts$|\/testing\//u.test(path))
    .map(readSource);
}

function readSource(path: string): SourceFile {
  const code = withoutComments(readText(path));
  return { path, code, imports: importsOf(path, code), valueImports: importsOf(path, stripTypeScriptTypes(code)) };
}

/** Comments stand at the start of a line or behind a space; `/*` within a string does not. */
function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$/gmu, '');
}

/** The word `from` also stands in texts; what follows it there is no name of a module. */
const IMPORT = /(?<!['"/])\b(?:from|import)\s*\(?\s*(['"])(?<name>[^'"\s]+)\1/gu;

function importsOf(path: string, code: string): readonly string[] {
  const names = [...code.matchAll(IMPORT)].map((match) => match.groups?.['name'] ?? '');
  return [...new Set(names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name)))];
}
