import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import type { StoredArtifact } from '../store/store.ts';
import { checkZip, selectFiles } from './send-zip.ts';

function file(path: string, role: StoredArtifact['role']): StoredArtifact {
  const content = { mediaType: 'a/b', sizeBytes: 1, sha256: 'aa', storageKey: path };
  return { id: path, path, role, step: null, runId: 'r', createdAt: 0, ...content };
}

const FILES = [file('input/a', 'input'), file('out/b', 'output'), file('out/c', 'intermediate'), file('other', 'output')];

function paths(roles: readonly StoredArtifact['role'][], prefix: string): readonly string[] {
  return selectFiles(FILES, { roles, prefix }).map(({ path }) => path);
}

describe('the files of a ZIP', () => {
  test('are those of any of the roles whose path begins like that', () => {
    assert.deepEqual(paths([], ''), ['input/a', 'out/b', 'out/c', 'other']);
    assert.deepEqual(paths(['output'], ''), ['out/b', 'other']);
    assert.deepEqual(paths(['output', 'input'], ''), ['input/a', 'out/b', 'other']);
    assert.deepEqual(paths(['output'], 'out/'), ['out/b']);
    assert.deepEqual(paths([], 'o'), ['out/b', 'out/c', 'other']);
  });

  test('may have as many bytes as the limit together, and not one more', () => {
    const half = LIMITS.zipBytes / 2;
    checkZip([{ sizeBytes: half }, { sizeBytes: half }]);
    const tooMuch = (): void => checkZip([{ sizeBytes: half }, { sizeBytes: half }, { sizeBytes: 1 }]);
    assert.throws(tooMuch, (error) => MillraceError.is(error) && error.code === 'zip_too_large');
    checkZip([{ sizeBytes: 10 }], 10);
    assert.throws(() => checkZip([{ sizeBytes: 11 }], 10));
  });

  test('are at least one', () => {
    assert.throws(
      () => checkZip([]),
      (error) => MillraceError.is(error) && error.code === 'not_found',
    );
  });
});
