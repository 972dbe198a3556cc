import { test } from 'node:test';
import assert from 'node:assert/strict';
import { isOneSlipApart, jaroWinkler } from './jaro-winkler.ts';

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 0.001, `${actual} is not ${expected}`);
}

test('likeness has the values that the literature gives', () => {
  near(jaroWinkler('martha', 'marhta'), 0.961);
  near(jaroWinkler('dwayne', 'duane'), 0.84);
  near(jaroWinkler('dixon', 'dicksonx'), 0.813);
});

test('likeness is 1 for the same word, 0 for nothing in common, and the same both ways', () => {
  assert.equal(jaroWinkler('anna', 'anna'), 1);
  assert.equal(jaroWinkler('anna', 'bob'), 0);
  assert.equal(jaroWinkler('', 'bob'), 0);
  assert.equal(jaroWinkler('schneider', 'schnieder'), jaroWinkler('schnieder', 'schneider'));
});

test('one slip is a letter too many, too few, wrong, or two swapped', () => {
  for (const written of ['weberr', 'webr', 'wober', 'wbeer', 'weber']) assert.ok(isOneSlipApart('weber', written), written);
});

test('two slips are not one', () => {
  for (const written of ['weberrs', 'wer', 'wobor', 'ewbre', 'becker']) assert.ok(!isOneSlipApart('weber', written), written);
});
