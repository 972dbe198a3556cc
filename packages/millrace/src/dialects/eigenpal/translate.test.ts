import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { inTermsOfStart, fieldOfPart, translateStartBody, translateStartForm, translateWait } from './translate.ts';
import { translateExpand } from './translate-expand.ts';
import { translateHealth } from './translate-health.ts';
import { translateList } from './translate-list.ts';
import { translateReview } from './translate-review.ts';

const NOW = Date.UTC(2026, 0, 31);

/** The pointers of what is wrong, or the code when nothing is named. */
function refusalOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (MillraceError.is(error)) return error.faults.length === 0 ? [error.code] : error.faults.map(({ pointer }) => pointer);
  }
  return [];
}

test('a start is a target with an input, files and metadata', () => {
  const body = { target: 'workflows.a', input: { n: 1 }, files: { f: { $fileId: 'file_1' } }, metadata: { k: 'v' }, more: true };
  const { more: _more, ...known } = body;
  assert.deepEqual(translateStartBody(body), known);
  const faulty: readonly (readonly [Json, readonly string[]])[] = [
    [{ target: '' }, ['/target']],
    [{ target: 'workflows.a@1' }, ['/target']],
    [{ target: 'a', input: [] }, ['/input']],
    [{ target: 'a', overrides: { steps: { s: {} } } }, ['not_implemented']],
    [{ target: 'a', files: { f: { $inline: { filename: 'a', mimeType: 'b', base64: '%' } } } }, ['/files/f/$inline/base64']],
  ];
  for (const [given, pointers] of faulty) {
    assert.deepEqual(
      refusalOf(() => translateStartBody(given)),
      pointers,
    );
  }
});

test('a form says the same with JSON in its fields', () => {
  const fields = new Map([
    ['target', ['workflows.a']],
    ['input', ['{"n":1}']],
    ['metadata', ['']],
  ]);
  assert.deepEqual(translateStartForm(fields), { target: 'workflows.a', input: { n: 1 } });
  assert.deepEqual(
    refusalOf(() => translateStartForm(new Map([...fields, ['overrides', ['{']]]))),
    ['/overrides'],
  );
  assert.equal(fieldOfPart('files.a.b'), 'a.b');
  assert.deepEqual(
    refusalOf(() => fieldOfPart('file')),
    ['/file'],
  );
});

test('a wait is up to ten minutes', () => {
  assert.deepEqual([null, '0', '600'].map(translateWait), [0, 0, 600]);
  for (const text of ['601', '-1', '1.5', '', 'x']) {
    assert.deepEqual(
      refusalOf(() => translateWait(text)),
      ['?wait_for_completion'],
      text,
    );
  }
});

test('what is wrong with a file is told at the file', () => {
  const error = new MillraceError('invalid_input', 'No.', {
    faults: [
      { pointer: '/input/paper/$file', message: 'a' },
      { pointer: '/input/n', message: 'b' },
    ],
  });
  const { faults } = inTermsOfStart(error, new Map([['paper', { $file: 'x' }]]));
  assert.deepEqual(
    faults.map(({ pointer }) => pointer),
    ['/files/paper/$file', '/input/n'],
  );
});

test('sections are a list of four words', () => {
  assert.deepEqual([...translateExpand('usage, input,')], ['usage', 'input']);
  assert.deepEqual([...translateExpand(null)], []);
  assert.deepEqual(
    refusalOf(() => translateExpand('steps')),
    ['?expand'],
  );
});

test('a list is filtered by the store as far as it can', () => {
  const { filter, statuses, limit } = translateList(
    new URLSearchParams(
      'status=pending,waiting&trigger=manual&triggeredBy=__system__&reviewVerdict=nit&from=now-1d&sampleRate=0.25&ids=exec_1',
    ),
    NOW,
  );
  assert.deepEqual(filter, {
    statuses: ['queued', 'waiting', 'paused'],
    trigger: 'dashboard',
    actor: null,
    verdict: null,
    createdAfter: NOW - 86_400_000 - 1,
    ids: ['exec_1'],
    sampleRate: 0.25,
  });
  assert.deepEqual([statuses, limit], [['pending', 'waiting'], 50]);
});

test('what no run can have matches nothing', () => {
  for (const query of ['status=rejected', 'batchId=evb_1', 'hasReview=true&noReview=true']) {
    assert.equal(translateList(new URLSearchParams(query), NOW).matchesNothing, true, query);
  }
  assert.equal(translateList(new URLSearchParams('status=rejected,failed&experiments=false'), NOW).matchesNothing, false);
});

test('each filter that does not fit is named', () => {
  const queries = ['type=job', 'status=x', 'trigger=x', 'limit=101', 'offset=-1', 'sampleRate=1.1', 'to=x', 'sort=x', 'hasCorrections=x'];
  for (const query of queries) {
    assert.deepEqual(
      refusalOf(() => translateList(new URLSearchParams(query), NOW)),
      [`?${query.split('=')[0]}`],
      query,
    );
  }
  assert.deepEqual(
    refusalOf(() => translateList(new URLSearchParams('sinceLastClosed=1'), NOW)),
    ['not_implemented'],
  );
});

test('a review leaves what it does not name, and names corrected files below their folder', () => {
  const review = translateReview('run-1', {
    verdict: null,
    corrections: [{ kind: 'file', path: 'output/a.txt', correctedArtifactPath: 'a.txt' }],
  });
  assert.deepEqual([review.verdict, review.status, 'correctedOutput' in review && review.correctedOutput], [null, undefined, undefined]);
  assert.equal(review.corrections?.[0]?.correctedArtifactPath, 'expected/a.txt');
  assert.deepEqual(
    refusalOf(() => translateReview('run-1', { verdict: 'perhaps' })),
    ['/verdict'],
  );
});

test('health looks back thirty days unless it is told otherwise', () => {
  assert.deepEqual(translateHealth(new URLSearchParams(), NOW), {
    from: NOW - 30 * 86_400_000,
    to: NOW,
    bucket: 'day',
    rollingWindow: 100,
    minRollingReviews: 1,
  });
  for (const query of ['bucket=hour', 'rollingWindow=0', 'minRollingReviews=1001', 'from=now%2B1d']) {
    assert.equal(refusalOf(() => translateHealth(new URLSearchParams(query), NOW)).length, 1, query);
  }
});
