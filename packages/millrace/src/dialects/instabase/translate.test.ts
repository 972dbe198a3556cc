import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { Declaration } from './declaration.ts';
import { readBody } from '../read-body.ts';
import { AppStart, batchNumberOf, DeploymentStart, inTermsOfBody, translateStart } from './translate.ts';
import { translateList } from './translate-list.ts';
import { translateDeletion, translateResults } from './translate-results.ts';
import { CloseSession, OpenSession, partIdsOf } from './translate-upload.ts';

const place = { workflow: 'papers', declaration: Declaration.parse({}), hasSample: true, batchId: null, deploymentId: null };
const NOW = Date.UTC(2026, 10, 22, 17);

/** Where a request does not fit; empty when it does. */
function pointersOf(check: () => unknown): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    return MillraceError.is(error) ? error.faults.map(({ pointer }) => pointer) : ['another error'];
  }
}

const app = (body: Json) => readBody(AppStart, body);
const deployment = (body: Json) => readBody(DeploymentStart, body);
const params = (text: string): URLSearchParams => new URLSearchParams(text);

test('an app is named by its id or its name, and the batch by its number, as text too', () => {
  assert.deepEqual(
    pointersOf(() => app({})),
    ['/app_name'],
  );
  assert.deepEqual(
    pointersOf(() => app({ app_id: 'a' })),
    [],
  );
  assert.equal(batchNumberOf(app({ app_name: 'a', batch_id: 12 })), 12);
  assert.equal(batchNumberOf(app({ app_name: 'a', batch_id: '12' })), 12);
  assert.equal(batchNumberOf(app({ app_name: 'a' })), null);
  const wrong = [1.5, -1, 'x', '', true].map((batch) => pointersOf(() => app({ app_name: 'a', batch_id: batch })).join(' '));
  assert.deepEqual(new Set(wrong), new Set(['/batch_id']));
});

test('a folder means the batch whose folder it is, and no other folder is taken', () => {
  assert.equal(batchNumberOf(deployment({ input_dir: '/data/input/batch_12' })), 12);
  assert.deepEqual(
    pointersOf(() => batchNumberOf(deployment({ input_dir: 'org/space/fs/Drive/in' }))),
    ['/input_dir'],
  );
  assert.deepEqual(
    pointersOf(() => batchNumberOf(deployment({ batch_id: 12, input_dir: '/data/input/batch_12' }))),
    ['/input_dir'],
  );
});

test('what cannot be done here is refused by its place', () => {
  const refused = (settings: Json): readonly string[] => pointersOf(() => batchNumberOf(deployment({ settings })));
  assert.deepEqual(refused({ keys: { secret: { token: 'alias' } } }), ['/settings/keys/secret']);
  assert.deepEqual(refused({ keys: { secret: {} } }), []);
  assert.deepEqual(refused({ webhook_config: { url: 'https://a.example' } }), ['/settings/webhook_config']);
  assert.deepEqual(
    pointersOf(() => batchNumberOf(deployment({ manual_upstream_integration: true }))),
    ['/manual_upstream_integration'],
  );
  assert.deepEqual(
    pointersOf(() => batchNumberOf(deployment({ manual_upstream_integration: false }))),
    [],
  );
});

function tags(...lengths: readonly number[]): Json {
  return { settings: { tags: lengths.map((length) => 'x'.repeat(length)) } };
}

test('all tags together have at most 500 characters', () => {
  assert.deepEqual(
    pointersOf(() => deployment(tags(250, 250))),
    [],
  );
  assert.deepEqual(
    pointersOf(() => deployment(tags(250, 251))),
    ['/settings/tags'],
  );
});

test('a start without anything is given the sample, and settings are the input by themselves', () => {
  assert.equal(translateStart(deployment({ settings: { tags: ['a'] }, output_dir: 'd' }), place).input, undefined);
  assert.deepEqual(translateStart(deployment({}), { ...place, hasSample: false }).input, {});
  assert.deepEqual(translateStart(deployment({}), { ...place, batchId: 'b1' }), {
    workflow: 'papers',
    input: {},
    batch: 'b1',
    tags: undefined,
    metadata: { instabase: { deployment_id: null, input_dir: null, output_workspace: null, output_dir: null } },
  });
});

test('settings reach the input through the template of the workflow, and secrets never do', () => {
  const settings = {
    keys: { custom: { client: 'x' }, secret: {} },
    runtime_config: { instabase: { pdf: { passwords: { 'a.pdf': 'p' } } } },
  };
  assert.deepEqual(translateStart(app({ app_id: 'a', settings }), place).input, {
    settings: { keys: { custom: { client: 'x' } }, runtime_config: { instabase: { pdf: { passwords: { 'a.pdf': 'p' } } } } },
  });
  const declaration = Declaration.parse({
    input: { keep: { $from: '/settings/keys/custom' }, passwords: { $from: '/settings/runtime_config/instabase/pdf/passwords' } },
  });
  assert.deepEqual(translateStart(app({ app_id: 'a', settings }), { ...place, declaration }).input, {
    keep: { client: 'x' },
    passwords: { 'a.pdf': 'p' },
  });
});

test('where a run came from is kept with it, and its version is the one that was asked for', () => {
  const asked = deployment({
    version: '2.1.0',
    input_dir: '/data/input/batch_1',
    output_workspace: 'w',
    output_dir: 'd',
    settings: { tags: ['t'] },
  });
  const request = translateStart(asked, { ...place, deploymentId: 'deploy_1' });
  assert.deepEqual([request.workflow, request.tags], ['papers@2.1.0', ['t']]);
  assert.deepEqual(request.metadata, {
    instabase: { deployment_id: 'deploy_1', input_dir: '/data/input/batch_1', output_workspace: 'w', output_dir: 'd' },
  });
});

test('what the workflow has against its input is told with the places of the body', () => {
  const declaration = Declaration.parse({ input: { passwords: { $from: '/settings/runtime_config/passwords' } } });
  const refusal = new MillraceError('invalid_input', 'No.', {
    faults: [
      { pointer: '/input/passwords/a', message: 'is no text' },
      { pointer: '/input/files/0', message: 'is too large' },
    ],
  });
  assert.deepEqual(
    inTermsOfBody(declaration, refusal).faults.map(({ pointer }) => pointer),
    ['/settings/runtime_config/passwords/a', '/files/0'],
  );
  assert.equal(inTermsOfBody(declaration, new MillraceError('conflict', 'No.')).code, 'conflict');
});

test('times of a list are seconds, with both ends in it, and the last day is meant when no beginning is given', () => {
  const { filter } = translateList(params('from_timestamp=1700000000&to_timestamp=1700000060'), NOW);
  assert.deepEqual([filter.createdAfter, filter.createdBefore], [1_699_999_999_999, 1_700_000_060_001]);
  const day = 24 * 3600 * 1000;
  assert.deepEqual(translateList(params(''), NOW).filter, { createdAfter: NOW - day - 1 });
  assert.equal(translateList(params('to_timestamp=1700000060'), NOW).filter.createdAfter, 1_700_000_060_000 - day - 1);
});

test('a list is asked for as documented, and refused where it is not', () => {
  const asked = translateList(params('status=COMPLETE&status=RUNNING&limit=5&offset=10&sort_by=status&order=ASCENDING&run_id=r1'), NOW);
  assert.deepEqual(
    [asked.statuses, asked.limit, asked.offset, asked.sortBy, asked.ascending],
    [['COMPLETE', 'RUNNING'], 5, 10, 'status', true],
  );
  assert.deepEqual([asked.filter.statuses, asked.filter.ids], [['completed', 'queued', 'running', 'waiting'], ['r1']]);
  assert.deepEqual(translateList(params('status[]=FAILED,PAUSED&output_workspaces=a&output_workspaces=b'), NOW).statuses, [
    'FAILED',
    'PAUSED',
  ]);
  const wrong = ['status=COMPLETED', 'limit=0', 'limit=1001', 'limit=x', 'offset=-1', 'sort_by=id', 'order=UP', 'from_timestamp=1.5'];
  const places = wrong.map((query) => pointersOf(() => translateList(params(query), NOW)).join(' '));
  assert.deepEqual(
    places,
    wrong.map((query) => `?${query.split('=')[0] ?? ''}`),
  );
});

test('flags are true or false in any spelling of a client, and what is deleted is everything by default', () => {
  assert.deepEqual(translateResults(params('include_review_results=True&include_source_info=1&file_offset=20')), {
    flags: { review: true, confidence: false, validation: false, source: true },
    offset: 20,
  });
  assert.deepEqual(
    pointersOf(() => translateResults(params('include_source_info=yes'))),
    ['?include_source_info'],
  );
  assert.deepEqual(
    pointersOf(() => translateResults(params('file_offset=-1'))),
    ['?file_offset'],
  );
  const all = { runId: 'r', data: true, input: true, output: true, logs: true, batch: true };
  assert.deepEqual(translateDeletion('r', params('')), all);
  assert.deepEqual(translateDeletion('r', params('delete_input=False&delete_db_data=false')), {
    ...all,
    data: false,
    input: false,
    batch: false,
  });
});

test('a large upload is opened with its size, and closed with all parts in order', () => {
  const open = (more: { readonly [name: string]: Json }): readonly string[] =>
    pointersOf(() => readBody(OpenSession, { batch_id: 1, filename: 'a', file_size: 5, ...more }));
  assert.deepEqual([open({}), open({ file_size: '5' }), open({ file_size: -1 })], [[], [], ['/file_size']]);
  assert.deepEqual(
    [open({ filename: 'x'.repeat(255) }), open({ filename: 'x'.repeat(256) }), open({ filename: '' })],
    [[], ['/filename'], ['/filename']],
  );
  assert.deepEqual(
    pointersOf(() => readBody(CloseSession, { action: 'commit' })),
    ['/parts'],
  );
  assert.deepEqual(
    pointersOf(() => readBody(CloseSession, { action: 'abort' })),
    [],
  );
  assert.deepEqual(
    pointersOf(() => readBody(CloseSession, { action: 'stop' })),
    ['/action'],
  );
  assert.deepEqual(
    partIdsOf([
      { part_num: 1, part_id: 'a' },
      { part_num: 2, part_id: 'b' },
    ]),
    ['a', 'b'],
  );
  assert.deepEqual(
    pointersOf(() =>
      partIdsOf([
        { part_num: 1, part_id: 'a' },
        { part_num: 3, part_id: 'b' },
      ]),
    ),
    ['/parts/1/part_num'],
  );
});
