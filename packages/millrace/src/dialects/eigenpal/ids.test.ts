import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readId, showId } from './ids.ts';

const UUID = '019d678b-c737-713f-b6b2-ed713064874d';

test('an id is shown with its prefix and read back', () => {
  assert.equal(showId('exec', UUID), 'exec_019d678bc737713fb6b2ed713064874d');
  assert.equal(readId('exec', showId('exec', UUID)), UUID);
});

test('what is not of that prefix is given back as it came', () => {
  for (const shown of [UUID, showId('file', UUID), 'exec_019d', 'exec_', '', 'exec_019D678BC737713FB6B2ED713064874D']) {
    assert.equal(readId('exec', shown), shown);
  }
});
