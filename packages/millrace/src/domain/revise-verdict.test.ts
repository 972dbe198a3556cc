import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeJson } from './json-text.ts';
import { reviseVerdict } from './revise-verdict.ts';
import type { Correction, Verdict } from './verdict.ts';

const CORRECTION: Correction = {
  id: 'c1',
  kind: 'field',
  path: '/total',
  label: null,
  originalValue: 1,
  correctedValue: 2,
  note: null,
  correctedArtifactPath: null,
};

function first(revision: Parameters<typeof reviseVerdict>[1] = {}): Verdict {
  return reviseVerdict(null, revision, 'ann', 10);
}

test('a first verdict has what was said and nothing else', () => {
  assert.deepEqual(first(), {
    verdict: null,
    status: 'open',
    note: null,
    correctedOutput: null,
    corrections: [],
    reviewedBy: 'ann',
    reviewedAt: 10,
    closedBy: null,
    closedAt: null,
    closedNote: null,
    createdAt: 10,
    updatedAt: 10,
  });
});

test('a correct run is closed and any other left open, unless a status is given', () => {
  assert.equal(first({ verdict: 'correct' }).status, 'closed');
  assert.equal(first({ verdict: 'incorrect' }).status, 'open');
  assert.equal(first({ verdict: null }).status, 'open');
  assert.equal(first({ verdict: 'incorrect', status: 'wont_fix' }).status, 'wont_fix');
});

test('what is left out stays, and what is null is cleared', () => {
  const before = first({ verdict: 'incorrect', note: 'Off by one.', correctedOutput: encodeJson({ total: 2 }), corrections: [CORRECTION] });
  const same = reviseVerdict(before, { note: 'Off by two.' }, 'bob', 20);
  assert.deepEqual([same.verdict, same.status, same.note, same.correctedOutput], ['incorrect', 'open', 'Off by two.', '{"total":2}']);
  assert.deepEqual(same.corrections, [CORRECTION]);
  assert.deepEqual([same.createdAt, same.updatedAt, same.reviewedBy, same.reviewedAt], [10, 20, 'bob', 20]);
  const cleared = reviseVerdict(before, { verdict: null, note: null, correctedOutput: null, corrections: [] }, 'bob', 20);
  assert.deepEqual([cleared.verdict, cleared.note, cleared.correctedOutput, cleared.corrections], [null, null, null, []]);
});

test('the status follows a new verdict and not a new note', () => {
  const closed = first({ verdict: 'correct' });
  assert.equal(reviseVerdict(closed, { note: 'Fine.' }, 'bob', 20).status, 'closed');
  assert.equal(reviseVerdict(closed, { verdict: 'incorrect' }, 'bob', 20).status, 'open');
});

test('who closed it stays known while it is closed, and goes when it is opened again', () => {
  const open = first({ verdict: 'incorrect' });
  const closed = reviseVerdict(open, { status: 'closed', closedNote: 'Fixed.' }, 'bob', 20);
  assert.deepEqual([closed.closedBy, closed.closedAt, closed.closedNote], ['bob', 20, 'Fixed.']);
  const kept = reviseVerdict(closed, { status: 'wont_fix' }, 'eve', 30);
  assert.deepEqual([kept.closedBy, kept.closedAt, kept.closedNote], ['bob', 20, 'Fixed.']);
  assert.equal(reviseVerdict(closed, { closedNote: null }, 'eve', 30).closedNote, null);
  const reopened = reviseVerdict(kept, { status: 'open' }, 'eve', 40);
  assert.deepEqual([reopened.closedBy, reopened.closedAt, reopened.closedNote], [null, null, null]);
  assert.equal(first({ status: 'closed' }).closedNote, null);
});
