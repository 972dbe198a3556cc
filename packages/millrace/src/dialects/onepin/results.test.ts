import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../domain/json.ts';
import { newStep, type Step } from '../../domain/step.ts';
import { after, finish, OWNER, queuedRun, runningRun } from '../../domain/testing/sample-run.ts';
import { audioId, isDropped, readRow } from './data-row.ts';
import { Declaration } from './declaration.ts';
import { definitionOf, sinksOf, snapshotOf } from './definition.ts';
import { presentPagination } from './envelope.ts';
import { presentPartial, presentRow, selectRows } from './present-data.ts';
import { presentOutputs } from './present-outputs.ts';
import { presentOverview } from './present-overview.ts';
import { presentStep } from './present-steps.ts';
import { hasState, type WorkflowFacts } from './present-workflow.ts';
import { sortBy } from './sort-by.ts';
import { visitsOf, type Visit } from './visits.ts';

const declared = Declaration.parse({
  graph: {
    nodes: [
      { id: 'make', type: 'operator_generator', name: 'Make' },
      { id: 'check', type: 'validator_noise', name: 'Noise' },
      { id: 'end', type: 'sink_preview', name: 'End' },
    ],
    edges: [
      { id: 'a', source: 'make', sourcePort: 'out', target: 'check', targetPort: 'in' },
      { id: 'b', source: 'check', sourcePort: 'pass', target: 'end', targetPort: 'in' },
    ],
  },
  configs: { make: { voice: { $from: '/voice' } } },
});
const definition = definitionOf(declared, []);

function step(op: string, different: Partial<Step> = {}): Step {
  return { ...(newStep(op) ?? assert.fail()), status: 'completed', startedAt: 1_000, finishedAt: 3_000, durationMs: 2_000, ...different };
}

function visits(...made: readonly (readonly [Step, Json | undefined])[]): readonly Visit[] {
  const results = new Map(made);
  return visitsOf(definition, [...results.keys()], (one) => results.get(one));
}

function line(id: string, locale: string, take: number): Json {
  return { line_id: id, locale, take };
}

test('a step belongs to the node of its name, or of its stage, or is one of its own, and visits of a node are counted', () => {
  const seen = visits(
    [step('step:make#1'), null],
    [step('step:other#1', { stage: 'make' }), null],
    [step('step:make#2'), null],
    [step('sleep:nap#1'), null],
  );
  assert.deepEqual(
    seen.map(({ node, iteration }) => [node.id, node.type, iteration]),
    [
      ['make', 'operator_generator', 1],
      ['make', 'operator_generator', 2],
      ['make', 'operator_generator', 3],
      ['nap', 'sleep', 1],
    ],
  );
});

test('results of steps are objects, and only there when they are asked for', () => {
  const [one, two, none] = visits(
    [step('step:make#1'), { ports: ['out', 7], n: 1 }],
    [step('step:make#2'), [1]],
    [step('step:make#3'), undefined],
  );
  const shown = [one, two, none].map((visit) =>
    presentStep(visit ?? assert.fail(), { runId: 'r', pointers: declared.results, includeResult: true }),
  );
  assert.deepEqual(
    shown.map(({ result, has_result: has, active_ports: ports }) => [result, has, ports]),
    [
      [{ ports: ['out', 7], n: 1 }, true, ['out']],
      [{ value: [1] }, true, []],
      [null, false, []],
    ],
  );
  const quiet = presentStep(one ?? assert.fail(), { runId: 'r', pointers: declared.results, includeResult: false });
  assert.deepEqual([quiet.result, quiet.has_result, quiet.id], [null, true, shown[0]?.id]);
  assert.equal(new Set(shown.map(({ id }) => id)).size, 3);
});

test('the latest completed visit of a sink wins for each line in each language', () => {
  const seen = visits(
    [step('step:end#1'), { lines: [line('a', 'en', 1), line('a', 'de', 1), { noise: true }] }],
    [step('step:end#2'), { lines: [line('a', 'de', 2)] }],
    [step('step:end#3', { status: 'failed' }), { lines: [line('a', 'en', 3)] }],
  );
  const [end] = presentOutputs(runningRun(), sinksOf(definition, declared), { visits: seen, pointers: declared.results }).outputs;
  assert.deepEqual(end?.lines, [line('a', 'en', 1), line('a', 'de', 2), { noise: true }]);
  assert.deepEqual([end?.status, end?.line_count, end?.truncated], ['failed', 3, false]);
});

test('more lines than are shown are counted all the same', () => {
  const lines = Array.from({ length: 1001 }, (_, index) => ({ line_id: String(index) }));
  const seen = visits([step('step:end#1'), { lines }]);
  const [end] = presentOutputs(runningRun(), sinksOf(definition, declared), { visits: seen, pointers: declared.results }).outputs;
  assert.deepEqual([end?.lines.length, end?.line_count, end?.truncated], [1000, 1001, true]);
});

test('a snapshot has what the input says, and a definition without a graph is its stages', () => {
  const { graph } = snapshotOf(definition, declared, { voice: 'deep' });
  assert.deepEqual([graph.nodes[0]?.config, definition.graph.nodes[0]?.config], [{ voice: 'deep' }, {}]);
  const bare = Declaration.parse({});
  const stages = definitionOf(bare, [
    { name: 'one', title: 'One', weight: 1 },
    { name: 'two', title: 'Two', weight: 1 },
  ]);
  assert.deepEqual(stages.execution.steps, ['one', 'two']);
  assert.deepEqual(stages.graph.edges, [{ id: 'one.out-two', source: 'one', sourcePort: 'out', target: 'two', targetPort: 'in' }]);
  assert.deepEqual(
    sinksOf(stages, bare).map(({ id }) => id),
    ['two'],
  );
});

test('what is not known of an overview is said with its reason', () => {
  const facts = { workflow: { id: 'w', name: 'W' }, hasExport: false, snapshot: definition, visits: [], pointers: declared.results };
  const statusesOf = (run: ReturnType<typeof queuedRun>, rows: [] | null) => {
    const { metric_sections: sections, validators } = presentOverview({ ...facts, run, rows });
    const audio = sections.find(({ key }) => key === 'audio')?.metrics[0];
    const lines = sections.find(({ key }) => key === 'lines')?.metrics[0];
    for (const { status, reason } of [audio, lines, ...validators].filter((one) => one !== undefined)) {
      assert.equal(reason === null, status === 'available');
    }
    return [audio?.status, lines?.status, validators[0]?.status];
  };
  assert.deepEqual(statusesOf(queuedRun(), null), ['unsupported', 'not_ready', 'not_ready']);
  assert.deepEqual(statusesOf(queuedRun(), []), ['not_ready', 'not_ready', 'not_ready']);
  const cancelled = after(runningRun(), finish('cancelled'), OWNER);
  assert.deepEqual(statusesOf(cancelled, []), ['unavailable', 'unavailable', 'unavailable']);
});

const rows = [
  { line_id: 'a', script: 'Hello Vienna', cards: [{ locale_code: 'en', path: 'a.wav', status: 'delivered', verdicts: [{ score: 3 }] }] },
  { line_id: 'b', script: 'Bye', cards: [{ locale_code: 'de', status: 'dropped', verdicts: [{ score: 1 }] }] },
  { line_id: 'c', script: 'Both', cards: [{ locale_code: 'en' }, { locale_code: 'de', status: 'dropped' }] },
].map((row, index) => ({ index, row: readRow(row, { $from: '' }) }));
const everything = { search: null, language: null, includeDropped: true };

test('dropped rows and cards are there when they are asked for', () => {
  assert.deepEqual(
    rows.map(({ row }) => isDropped(row)),
    [false, true, false],
  );
  const ids = (filter: typeof everything | { search: string; language: null; includeDropped: boolean }) =>
    selectRows(rows, filter).map(({ row }) => row.line_id);
  assert.deepEqual(
    [ids(everything), ids({ ...everything, includeDropped: false })],
    [
      ['a', 'b', 'c'],
      ['a', 'c'],
    ],
  );
  assert.deepEqual(ids({ search: 'vienna', language: null, includeDropped: true }), ['a']);
  const both = rows[2] ?? assert.fail();
  const cardsOf = (filter: Parameters<typeof presentRow>[1]) => presentRow(both, filter, () => null).cards.map((card) => card.locale_code);
  assert.deepEqual([cardsOf(everything), cardsOf({ ...everything, includeDropped: false })], [['en', 'de'], ['en']]);
  assert.deepEqual([cardsOf({ ...everything, language: 'DE' }), cardsOf({ ...everything, language: 'fr' })], [['de'], []]);
});

test('what validators refused stands under dropped, or under rejected of a line that was delivered all the same', () => {
  const [kept, dropped] = rows.map((placed) => presentRow(placed, everything, (path) => `link to ${path}`).cards[0]);
  assert.deepEqual(
    [kept?.rejected?.verdicts.length, kept?.dropped, dropped?.dropped?.verdicts.length, dropped?.rejected],
    [1, null, 1, null],
  );
  assert.deepEqual([kept?.audio.playback_url, kept?.audio.status, kept?.id], ['link to a.wav', 'available', audioId('a.wav')]);
  assert.deepEqual([dropped?.audio.playback_url, dropped?.audio.status], [null, 'unavailable']);
});

test('a row that does not fit is shown as far as it does', () => {
  const row = readRow({ line_id: 7, script: 'x', line_index: -1, cards: [{ retry_count: 'many', status: 'lost' }] }, { $from: '' });
  const [card] = row.cards;
  assert.deepEqual([row.line_id, row.script, row.line_index, card?.retry_count, card?.status], [null, 'x', null, 0, 'delivered']);
  assert.deepEqual(presentRow({ index: 4, row: readRow('text', { $from: '' }) }, everything, () => null).id, '4');
});

test('rows that are missing are explained', () => {
  const done = after(runningRun(), finish('completed'), OWNER);
  const failed = after(runningRun(), { ...finish('cancelled') }, OWNER);
  const words = [
    presentPartial(done, null, 0),
    presentPartial(done, 'lines', 0),
    presentPartial(runningRun(), 'lines', 3),
    presentPartial(failed, 'lines', 3),
    presentPartial(failed, 'lines', 0),
  ].map(({ status }) => status);
  assert.deepEqual(words, ['unsupported', 'available', 'not_ready', 'available', 'unavailable']);
});

test('links to pages keep what else was asked for', () => {
  const query = new URLSearchParams('status=completed&offset=10&limit=5');
  assert.deepEqual(presentPagination('http://h/runs', query, { offset: 10, limit: 5 }, 16), {
    next: 'http://h/runs?status=completed&offset=15&limit=5',
    prev: 'http://h/runs?status=completed&offset=5&limit=5',
    limit: 5,
    total: 16,
  });
  const edges = presentPagination('http://h/runs', new URLSearchParams(), { offset: 3, limit: 5 }, 8);
  assert.deepEqual([edges.next, edges.prev], [null, 'http://h/runs?offset=0&limit=5']);
});

test('what ties is told apart by its id, and what has no value comes last', () => {
  const items = [
    { id: 'b', at: 1 },
    { id: 'c', at: null },
    { id: 'a', at: 1 },
    { id: 'd', at: 2 },
  ];
  const sorted = (descending: boolean) =>
    sortBy(items, [{ field: 'at', descending }], { value: ({ at }) => at, id: ({ id }) => id }).map(({ id }) => id);
  assert.deepEqual(
    [sorted(true), sorted(false)],
    [
      ['d', 'a', 'b', 'c'],
      ['a', 'b', 'd', 'c'],
    ],
  );
});

test('a workflow has the state of its latest run', () => {
  const counts = { pending: 0, running: 0, completed: 0, failed: 0, cancelled: 0, paused: 0 };
  const fixed = { id: 'w', userId: 'u', name: 'W', description: '', createdAt: 0, updatedAt: 0, runsCount: 0, counts };
  const stateOf = (lastRun: WorkflowFacts['lastRun']) =>
    (['draft', 'running', 'completed', 'failed', 'paused'] as const).filter((word) => hasState({ ...fixed, lastRun }, word));
  assert.deepEqual(stateOf(null), ['draft']);
  const words = ['pending', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const;
  assert.deepEqual(
    words.map((status) => stateOf({ createdAt: 0, status })[0] ?? null),
    ['running', 'running', 'running', 'completed', 'failed', null],
  );
});
