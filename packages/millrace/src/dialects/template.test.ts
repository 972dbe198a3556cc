import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueAt } from '../domain/json-pointer.ts';
import { fillTemplate, sourcePointer } from './template.ts';

const source = { org: 'Acme', limits: { low: 0, none: null }, rows: [{ name: 'a' }, { name: 'b' }], 'a/b': { '~': 1 } };

test('a template without forms is itself', () => {
  const template = { a: [1, 'two', null, { b: true }] };
  assert.deepEqual(fillTemplate(template, source), template);
});

test('a value is taken from where the pointer points', () => {
  assert.deepEqual(fillTemplate({ name: { $from: '/org' }, second: { $from: '/rows/1/name' } }, source), { name: 'Acme', second: 'b' });
  assert.equal(fillTemplate({ $from: '/a~1b/~0' }, source), 1);
  assert.deepEqual(fillTemplate({ $from: '' }, source), source);
});

test('what is not there leaves its member out, unless there is a default', () => {
  assert.deepEqual(fillTemplate({ gone: { $from: '/nowhere' }, low: { $from: '/limits/low', default: 7 } }, source), { low: 0 });
  assert.deepEqual(fillTemplate({ none: { $from: '/limits/none', default: { $from: '/org' } } }, source), { none: 'Acme' });
  assert.deepEqual(fillTemplate({ none: { $from: '/limits/none' } }, source), { none: null });
  assert.deepEqual(fillTemplate([{ $from: '/nowhere' }], source), [null]);
});

test('text takes values in, and nothing for what is not there', () => {
  assert.equal(fillTemplate({ $text: '{/org}_{/nowhere}{/limits/low}.csv' }, source), 'Acme_0.csv');
});

test('a form of the dialect gets its argument filled, and may leave its member out', () => {
  const forms = { $shout: (argument: unknown) => (typeof argument === 'string' ? argument.toUpperCase() : undefined) };
  assert.deepEqual(fillTemplate({ a: { $shout: { $from: '/org' } }, b: { $shout: 3 }, c: { $shout: { $from: '/gone' } } }, source, forms), {
    a: 'ACME',
  });
});

test('a form that nobody knows is refused by its name', () => {
  assert.throws(() => fillTemplate({ $form: 1 }, source), /\$form/);
});

test('names that every object has are not values', () => {
  assert.equal(valueAt(source, '/constructor'), undefined);
  assert.equal(valueAt(source, '/rows/length/x'), undefined);
  assert.equal(valueAt('text', '/0'), undefined);
});

test('a list is mapped entry by entry', () => {
  assert.deepEqual(fillTemplate({ names: { $each: '/rows', as: { label: { $from: '/name' } } } }, source), {
    names: [{ label: 'a' }, { label: 'b' }],
  });
  assert.deepEqual(fillTemplate({ names: { $each: '/org', as: 1 } }, source), {});
});

test('a place in what was filled leads back to the place that it came from', () => {
  const template = {
    criteria: { industries: { $from: '/industries' }, sizes: { $each: '/ranges', as: { min: { $from: '/start' } } } },
    fixed: 1,
  };
  assert.equal(sourcePointer(template, '/criteria/industries/0'), '/industries/0');
  assert.equal(sourcePointer(template, '/criteria/sizes/2/min'), '/ranges/2/start');
  assert.equal(sourcePointer(template, '/criteria/sizes'), '/ranges');
  assert.equal(sourcePointer(template, '/fixed'), null);
  assert.equal(sourcePointer(template, '/nowhere/at/all'), null);
  assert.equal(sourcePointer(template, '/criteria'), null);
});
