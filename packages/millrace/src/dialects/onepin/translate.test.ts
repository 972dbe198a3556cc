import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceError } from '../../domain/errors.ts';
import { Declaration } from './declaration.ts';
import { definitionOf } from './definition.ts';
import { readPaging, readSorting, readSpan, readStatuses } from './translate-list.ts';
import { inTermsOfBody, readOverride, readUuid, translateOverride } from './translate.ts';

const source = { id: 's', type: 'source_script', name: 'S' };
const declared = Declaration.parse({
  graph: { nodes: [source], edges: [] },
  input: { text: { lines: { $from: '/script_text' } }, language: { $from: '/source_language' } },
});

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    return MillraceError.is(error) ? error.faults.map(({ pointer }) => pointer) : ['another error'];
  }
}

test('an override changes the members of the sample that it names, and leaves the others', () => {
  const definition = definitionOf(declared, []);
  const sample = { text: { lines: 'old' }, language: 'en', speed: 3 };
  const both = readOverride({ script_text: 'new', source_language: 'de-DE' });
  assert.deepEqual(translateOverride(declared, definition, both, sample), { text: { lines: 'new' }, language: 'de-DE', speed: 3 });
  assert.deepEqual(translateOverride(Declaration.parse({}), definition, readOverride({ script_text: 'new' }), null), {
    script_text: 'new',
  });
  assert.deepEqual(readOverride({ script_text: null, more: 1 }), {});
});

test('an override needs exactly one node that a script comes from', () => {
  const override = readOverride({ script_text: 'new' });
  const two = Declaration.parse({ graph: { nodes: [source, { ...source, id: 't' }], edges: [] } });
  for (const other of [Declaration.parse({}), two]) {
    assert.deepEqual(
      faultsOf(() => translateOverride(other, definitionOf(other, []), override, null)),
      ['/script_text'],
    );
  }
});

test('what is wrong with a start is told with the names of its body', () => {
  assert.deepEqual(
    faultsOf(() => readOverride({ script_text: '', source_language: 'not a tag' })),
    ['/script_text', '/source_language'],
  );
  assert.deepEqual(
    faultsOf(() => readOverride([])),
    [''],
  );
  const error = new MillraceError('invalid_input', 'No.', { faults: [{ pointer: '/input/text/lines', message: 'is empty' }] });
  assert.deepEqual(inTermsOfBody(declared, error).faults, [{ pointer: '/script_text', message: 'is empty' }]);
});

test('ids are UUIDs, in lower case', () => {
  assert.equal(readUuid({ run_id: '3FA85F64-5717-4562-B3FC-2C963F66AFA6' }, 'run_id'), '3fa85f64-5717-4562-b3fc-2c963f66afa6');
  for (const id of ['', 'run_id', '3fa85f64']) {
    assert.deepEqual(
      faultsOf(() => readUuid({ run_id: id }, 'run_id')),
      ['path:run_id'],
    );
  }
});

const asked = (query: string) => new URLSearchParams(query);

test('paging is held to its limits', () => {
  assert.deepEqual(readPaging(asked('')), { offset: 0, limit: 50 });
  assert.deepEqual(readPaging(asked('limit=100&offset=7')), { offset: 7, limit: 100 });
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=']) {
    assert.deepEqual(
      faultsOf(() => readPaging(asked(query))),
      ['?limit'],
    );
  }
  assert.deepEqual(
    faultsOf(() => readPaging(asked('offset=-1'))),
    ['?offset'],
  );
});

test('sort and order are parallel lists, and what has no order goes its own way', () => {
  const ways = { name: 'asc', runs_count: 'desc' } as const;
  assert.deepEqual(readSorting(asked('sort=runs_count&sort=name&order=asc'), ways), [
    { field: 'runs_count', descending: false },
    { field: 'name', descending: false },
  ]);
  assert.deepEqual(readSorting(asked('sort=runs_count'), ways), [{ field: 'runs_count', descending: true }]);
  assert.deepEqual(
    faultsOf(() => readSorting(asked('sort=toString'), ways)),
    ['?sort'],
  );
  assert.deepEqual(
    faultsOf(() => readSorting(asked('order=down'), ways)),
    ['?order'],
  );
});

test('statuses are the six words and nothing else', () => {
  assert.deepEqual(readStatuses(asked('')), []);
  assert.deepEqual(readStatuses(asked('status=paused,pending')), ['pending', 'paused']);
  for (const query of ['status=', 'status=a,,b', 'status=Completed', 'status=waiting']) {
    assert.deepEqual(
      faultsOf(() => readStatuses(asked(query))),
      ['?status'],
      query,
    );
  }
});

test('times need their offset, and a span goes forward', () => {
  const at = Date.parse('2026-01-01T12:00:00Z');
  for (const time of ['2026-01-01T12:00:00Z', '2026-01-01T13:00:00%2B01:00', '2026-01-01T13:00:00+01:00', '2026-01-01T12:00Z']) {
    assert.deepEqual(readSpan(asked(`from=${time}`), 'from', 'to'), { from: at, to: null }, time);
  }
  for (const time of ['2026-01-01T12:00:00', '2026-01-01', 'yesterday', '2026-13-01T00:00:00Z']) {
    assert.deepEqual(
      faultsOf(() => readSpan(asked(`to=${time}`), 'from', 'to')),
      ['?to'],
      time,
    );
  }
  assert.deepEqual(
    faultsOf(() => readSpan(asked('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z'), 'from', 'to')),
    ['?to'],
  );
});
