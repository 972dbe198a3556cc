import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceError } from '../../domain/errors.ts';
import { Declaration } from './declaration.ts';
import { inTermsOfBody, translateStart } from './translate.ts';

const declared = Declaration.parse({
  trigger: 'signals/people',
  required: ['org_name'],
  secrets: ['their_key'],
  input: { criteria: { industries: { $from: '/industries' } } },
  metadata: { org: { $from: '/org_name' } },
});

test('the body becomes the input and the metadata that the workflow declares', () => {
  const body = { org_name: 'Acme', their_key: 'secret', industries: ['steel'], unknown: 1 };
  assert.deepEqual(translateStart('people', declared, body), {
    workflow: 'people',
    input: { criteria: { industries: ['steel'] } },
    metadata: { org: 'Acme' },
  });
});

test('keys of other providers go nowhere, even when the whole body is the input', () => {
  const whole = Declaration.parse({ secrets: ['their_key'] });
  const request = translateStart('people', whole, { their_key: 'secret', rows: 3 });
  assert.deepEqual(request.input, { rows: 3 });
  assert.ok(!JSON.stringify(request).includes('secret'));
});

function faultsOf(body: Parameters<typeof translateStart>[2]): readonly string[] {
  try {
    translateStart('people', declared, body);
    return [];
  } catch (error) {
    return MillraceError.is(error) ? error.faults.map(({ pointer }) => pointer) : ['another error'];
  }
}

test('what is missing is told by name, all of it at once', () => {
  assert.deepEqual(faultsOf({}), ['/org_name', '/their_key']);
  assert.deepEqual(faultsOf({ org_name: null, their_key: '' }), ['/org_name', '/their_key']);
  assert.deepEqual(faultsOf({ org_name: 'Acme', their_key: 7 }), ['/their_key']);
  assert.deepEqual(faultsOf([]), ['']);
});

test('what the schema of the workflow refuses is told with the names of the body', () => {
  const error = new MillraceError('invalid_input', 'No.', { faults: [{ pointer: '/input/criteria/industries/0', message: 'is empty' }] });
  assert.deepEqual(inTermsOfBody(declared, error).faults, [{ pointer: '/industries/0', message: 'is empty' }]);
  const other = new MillraceError('storage_full', 'Full.');
  assert.equal(inTermsOfBody(declared, other), other);
});
