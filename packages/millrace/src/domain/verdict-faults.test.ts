import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeJson } from './json-text.ts';
import { LIMITS } from './limits.ts';
import type { Correction, Verdict } from './verdict.ts';
import { verdictFaults } from './verdict-faults.ts';

function correction(different: Partial<Correction> = {}): Correction {
  return {
    id: 'c1',
    kind: 'field',
    path: '/total',
    label: null,
    originalValue: null,
    correctedValue: null,
    note: null,
    correctedArtifactPath: null,
    ...different,
  };
}

type Judged = Pick<Verdict, 'note' | 'closedNote' | 'correctedOutput' | 'corrections'>;

function pointers(different: Partial<Judged>): readonly string[] {
  const verdict = { note: null, closedNote: null, correctedOutput: null, corrections: [], ...different };
  return verdictFaults(verdict).map(({ pointer }) => pointer);
}

const of = (different: Partial<Correction>): readonly string[] => pointers({ corrections: [correction(different)] });

test('texts may be as long as the limits say and no longer', () => {
  assert.deepEqual(pointers({ note: 'x'.repeat(LIMITS.reviewNoteLength), closedNote: 'x'.repeat(LIMITS.reviewNoteLength) }), []);
  assert.deepEqual(pointers({ note: 'x'.repeat(LIMITS.reviewNoteLength + 1) }), ['/note']);
  assert.deepEqual(pointers({ closedNote: 'x'.repeat(LIMITS.reviewNoteLength + 1) }), ['/closed_note']);
  assert.deepEqual(of({ label: 'x'.repeat(LIMITS.correctionLabelLength) }), []);
  assert.deepEqual(of({ label: 'x'.repeat(LIMITS.correctionLabelLength + 1) }), ['/corrections/0/label']);
  assert.deepEqual(of({ note: 'x'.repeat(LIMITS.reviewNoteLength + 1) }), ['/corrections/0/note']);
  assert.deepEqual(of({ id: 'x'.repeat(LIMITS.correctionIdLength) }), []);
  assert.deepEqual(of({ id: 'x'.repeat(LIMITS.correctionIdLength + 1) }), ['/corrections/0/id']);
  assert.deepEqual(of({ path: `/${'x'.repeat(LIMITS.correctionPathLength - 1)}` }), []);
  assert.deepEqual(of({ path: `/${'x'.repeat(LIMITS.correctionPathLength)}` }), ['/corrections/0/path']);
});

test('a corrected output may be as large as an output', () => {
  assert.deepEqual(pointers({ correctedOutput: encodeJson('x'.repeat(LIMITS.resultBytes - 2)) }), []);
  assert.deepEqual(pointers({ correctedOutput: encodeJson('x'.repeat(LIMITS.resultBytes - 1)) }), ['/corrected_output']);
});

test('the path of a field is a pointer, and that of a file the name of a file', () => {
  assert.deepEqual(of({ path: '' }), []);
  assert.deepEqual(of({ path: 'total' }), ['/corrections/0/path']);
  assert.deepEqual(of({ kind: 'file', path: 'output/a.pdf' }), []);
  assert.deepEqual(of({ kind: 'file', path: '/a.pdf' }), ['/corrections/0/path']);
  assert.deepEqual(of({ correctedArtifactPath: 'expected/a.pdf' }), []);
  assert.deepEqual(of({ correctedArtifactPath: '../a.pdf' }), ['/corrections/0/corrected_artifact_path']);
});

test('each correction has an id of its own', () => {
  assert.deepEqual(of({ id: '' }), ['/corrections/0/id']);
  assert.deepEqual(pointers({ corrections: [correction(), correction()] }), ['/corrections/1/id']);
});

test('there may be as many corrections as the limit says, of so many bytes together', () => {
  const many = (count: number): readonly Correction[] => Array.from({ length: count }, (_, index) => correction({ id: `c${index}` }));
  assert.deepEqual(pointers({ corrections: many(LIMITS.correctionsPerVerdict) }), []);
  assert.deepEqual(pointers({ corrections: many(LIMITS.correctionsPerVerdict + 1) }), ['/corrections']);
  const bare = JSON.stringify([correction({ correctedValue: '' })]).length;
  const room = LIMITS.correctionsBytes - bare;
  assert.deepEqual(of({ correctedValue: 'x'.repeat(room) }), []);
  assert.deepEqual(of({ correctedValue: 'x'.repeat(room + 1) }), ['/corrections']);
});
