import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from './limits.ts';
import { checkArtifactPath, checkConcurrencyKey, checkName, checkTag, checkWorkflowName, parseWorkflowRef } from './names.ts';
import type { Result } from './result.ts';

function problemOf(result: Result<unknown>): string {
  return result.ok ? '' : result.problem;
}

test('a workflow name has lower-case letters, digits and three marks', () => {
  for (const name of ['leavers', 'a', '7', 'acme.leavers-v2_x']) assert.deepEqual(checkWorkflowName(name), { ok: true, value: name });
  for (const name of ['', 'Leavers', '-a', '.a', 'a b', 'a/b', 'a@b', 'é', 'a\n']) {
    assert.match(problemOf(checkWorkflowName(name)), /may hold lower-case letters/, name);
  }
});

test('a reference names a workflow with or without a version', () => {
  assert.deepEqual(parseWorkflowRef('leavers'), { ok: true, value: { name: 'leavers', version: null } });
  assert.deepEqual(parseWorkflowRef('leavers@2.1.0-rc.1+7f3a'), { ok: true, value: { name: 'leavers', version: '2.1.0-rc.1+7f3a' } });
});

test('a reference with a wrong name or version says which of them is wrong', () => {
  assert.match(problemOf(parseWorkflowRef('Leavers@1')), /workflow name "Leavers"/);
  assert.match(problemOf(parseWorkflowRef('@1')), /workflow name ""/);
  for (const text of ['leavers@', 'leavers@1@2', 'leavers@../x', 'leavers@a b']) {
    assert.match(problemOf(parseWorkflowRef(text)), /The version ".*" may hold/, text);
  }
});

test('each name is accepted up to its limit and refused one character beyond it', () => {
  const checks: readonly (readonly [(text: string) => Result<unknown>, number])[] = [
    [checkWorkflowName, LIMITS.nameLength],
    [(version) => parseWorkflowRef(`a@${version}`), LIMITS.nameLength],
    [checkName, LIMITS.nameLength],
    [checkTag, LIMITS.tagLength],
    [checkConcurrencyKey, LIMITS.concurrencyKeyLength],
    [checkArtifactPath, LIMITS.artifactPathLength],
  ];
  for (const [check, limit] of checks) {
    assert.equal(problemOf(check('n'.repeat(limit))), '');
    assert.match(problemOf(check('n'.repeat(limit + 1))), new RegExp(`has ${limit + 1} characters; at most ${limit} are allowed`));
  }
});

test('names, tags and keys are any text on one line', () => {
  for (const check of [checkName, checkTag, checkConcurrencyKey]) {
    for (const text of ['a', 'Décideurs 2026', 'a:b#1', 'équipe=ñ', '😀', '__proto__']) {
      assert.deepEqual(check(text), { ok: true, value: text });
    }
    assert.match(problemOf(check('')), /is empty/);
    for (const text of ['a\nb', '\u0000', 'a\u007Fb', 'a\u0085b', 'a\u2028b']) assert.match(problemOf(check(text)), /control character/);
    assert.match(problemOf(check('a\uD83D')), /half of a surrogate pair/);
    for (const text of [' a', 'a ', '\u00A0a']) assert.match(problemOf(check(text)), /begins or ends with a space/);
  }
});

test('an artifact path is relative and stays within its run', () => {
  for (const path of ['a', 'out/leavers.csv', 'a b/c..d/.hidden', 'ü/…', 'C:x']) {
    assert.deepEqual(checkArtifactPath(path), { ok: true, value: path });
  }
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /is empty/],
    ['/etc/passwd', /must be relative/],
    [String.raw`a\b`, /backslash/],
    ['..', /segment/],
    ['a/../b', /segment/],
    ['./a', /segment/],
    ['a//b', /segment/],
    ['a/', /segment/],
    ['a\u0000b', /control character/],
  ];
  for (const [path, problem] of wrong) assert.match(problemOf(checkArtifactPath(path)), problem, path);
});
