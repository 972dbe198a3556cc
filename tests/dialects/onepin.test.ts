import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { Runs } from './onepin/look.ts';
import { Data, Download } from './onepin/result-schemas.ts';
import { ErrorBody, PageDocument, Run, RunList, Workflow } from './onepin/schemas.ts';
import { ServedDialect } from './served-dialect.ts';

const served = await ServedDialect.start('onepin');
const SEED: unknown = JSON.parse(
  readFileSync(new URL('../../packages/millrace/src/dialects/onepin/fixtures/seed.json', import.meta.url), 'utf8'),
);
const seed = z.object({ request: z.object({ path: z.string() }), running: PageDocument }).parse(SEED);
const voice = new Runs(served, 'voice', seed.running.data.workflow_id);

async function start(body: object): Promise<z.output<typeof Run>['data']> {
  const answer = await voice.ask('/runs', { body });
  assert.equal(answer.status, 202, answer.text);
  return answer.as(Run).data;
}

test('the page works for the voice workflow: the run is polled at the address of the page, and gives the document of the page', async () => {
  const started = await start({});
  assert.deepEqual([started.workflow_id, started.total_nodes, started.has_export], [voice.id, 8, false]);
  const path = seed.request.path.replace(/runs\/[^/]+/, `runs/${started.id}`);
  const words = new Set<string>();
  for (let etag = ''; ;) {
    const native = await served.native(`/v1/runs/${started.id}`, { headers: { prefer: 'wait=10', 'if-none-match': etag } });
    etag = native.headers.get('etag') ?? assert.fail();
    const answer = await served.ask(path, { headers: { 'content-type': 'application/json' } });
    assert.equal(answer.status, 200, answer.text);
    const document = answer.as(PageDocument);
    assert.deepEqual(Object.keys(document.data), Object.keys(seed.running.data));
    assert.equal(document.meta.request_id, answer.headers.get('x-request-id'));
    words.add(document.data.status);
    if (document.data.completed_at !== null) break;
  }
  assert.deepEqual(
    [...words].filter((word) => word !== 'pending'),
    ['running', 'completed'],
  );
  const last = (await served.ask(path)).as(PageDocument).data;
  assert.deepEqual([last.total_steps, last.error, last.has_export, last.token_cost], [last.finished_steps, null, true, 14]);
  assert.equal(last.usage_summary['calls'], 10);
  const { api_key: key } = (await served.native('/v1/whoami')).as(z.looseObject({ api_key: z.looseObject({ name: z.string() }) }));
  assert.equal(last.triggered_by?.user_name, key.name);
});

test('everything that a completed run shows is what the native API says of it', async () => {
  const { id } = (await voice.read('/runs?status=completed', RunList))[0] ?? assert.fail();
  const { run, steps, overview, outputs, data } = await voice.look(id);
  const native = await served.run(id);
  const byName = new Runs(served, 'voice');
  assert.equal((await byName.look(id)).run.workflow_id, byName.id);
  assert.deepEqual([run.credits, run.run_number], [native.credits?.charged, native.run_number]);
  assert.deepEqual(
    steps.filter(({ node_id: node }) => node === 'generator').map(({ iteration, active_ports: ports }) => [iteration, ports]),
    [
      [1, ['out']],
      [2, ['out']],
      [3, ['out']],
    ],
  );
  assert.deepEqual(steps.find(({ node_id: node }) => node === 'check_duration')?.active_ports, ['pass', 'fail']);
  assert.deepEqual([outputs.outputs.length, outputs.outputs[0]?.node_id, outputs.outputs[0]?.line_count], [1, 'preview', 8]);
  const output = (await served.native(`/v1/runs/${id}`)).as(z.looseObject({ output: z.unknown() })).output;
  const told = z
    .object({
      languages: z.array(z.object({ language: z.string(), lines: z.int(), duration_ms: z.int(), avg_duration_ms: z.int() })),
      validators: z.array(
        z.object({ node_id: z.string(), pass: z.int(), fail: z.int(), retries: z.int(), avg_score: z.number().nullable() }),
      ),
    })
    .parse(output);
  assert.deepEqual(
    overview.audio_by_language.map((one) => [one.locale_code, one.line_count, one.total_duration_ms, one.avg_duration_ms]),
    told.languages.map((one) => [one.language, one.lines, one.duration_ms, one.avg_duration_ms]),
  );
  assert.deepEqual(
    overview.validators.map((one) => [one.node_id, one.pass_count, one.fail_count, one.retry_count, one.avg_score]),
    told.validators.map((one) => [one.node_id, one.pass, one.fail, one.retries, one.avg_score]),
  );
  const metrics = new Map(overview.metric_sections.flatMap((section) => section.metrics).map(({ key, value }) => [key, value]));
  assert.deepEqual([metrics.get('input'), metrics.get('delivered'), metrics.get('dropped')], [8, 6, 2]);
  assert.deepEqual(overview.workflow_snapshot.definition, run.definition_snapshot);
  const generator = run.definition_snapshot.graph.nodes.find(({ id: node }) => node === 'generator');
  assert.deepEqual([generator?.config['max_retries'], generator?.config['provider']], [2, 'local']);
  const cards = data.rows.flatMap((row) => row.cards);
  assert.deepEqual([data.rows.length, cards.filter(({ status }) => status === 'dropped').length, data.partial.status], [8, 2, 'available']);
});

test('rows are searched, narrowed and paged, and their files play and download', async () => {
  const { id } = (await voice.read('/runs?status=completed', RunList))[0] ?? assert.fail();
  const answer = await voice.ask(`/runs/${id}/data?limit=4&offset=2`);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const { data, pagination } = answer.as(Data);
  assert.deepEqual([data.rows.length, pagination.total], [4, 6]);
  assert.equal(pagination.next, null);
  const before = (await served.ask(pagination.prev ?? assert.fail())).as(Data);
  assert.deepEqual(before.data.rows.slice(2), data.rows.slice(0, 2));
  assert.match(before.pagination.next ?? '', /offset=4/);
  const found = await voice.read(`/runs/${id}/data?search=VIENNA`, Data);
  assert.deepEqual(
    found.rows.map(({ line_id: line }) => line),
    ['welcome'],
  );
  const other = await voice.read(`/runs/${id}/data?language=de-DE`, Data);
  assert.deepEqual([other.rows.length, other.rows.flatMap(({ cards }) => cards).length], [6, 0]);
  const all = await voice.read(`/runs/${id}/data?include_dropped=true`, Data);
  const cardOf = (line: string) => all.rows.find(({ line_id: own }) => own === line)?.cards[0] ?? assert.fail();
  assert.deepEqual([cardOf('go').retry_count, cardOf('go').rejected?.verdicts.length, cardOf('go').dropped], [1, 1, null]);
  assert.deepEqual([cardOf('psst').status, cardOf('psst').dropped?.verdicts.length, cardOf('psst').rejected], ['dropped', 3, null]);
  assert.deepEqual([cardOf('divider').audio.status, cardOf('divider').audio.playback_url], ['unavailable', null]);
  const played = await served.ask(cardOf('go').audio.playback_url ?? '', { key: null });
  assert.deepEqual([played.status, played.bytes.subarray(0, 4).toString()], [200, 'RIFF']);
  const minted = await voice.read(`/runs/${id}/audio/${cardOf('go').id}/url`, Download);
  assert.equal(minted.filename, 'go.wav');
  assert.deepEqual((await served.ask(minted.url, { key: null })).bytes, played.bytes);
  const wholeRun = await voice.read(`/runs/${id}/download`, Download);
  const ahead = Date.parse(wholeRun.expires_at) - Date.now();
  assert.ok(ahead > 7 * 60_000 && ahead <= 15 * 60_000, `${ahead} ms`);
  const zip = await served.ask(wholeRun.url, { key: null });
  assert.match(zip.headers.get('content-disposition') ?? '', new RegExp(wholeRun.filename));
  assert.deepEqual(Object.keys(unzipSync(zip.bytes)).filter((path) => path.endsWith('.wav')).length, 6);
  const node = await voice.read(`/runs/${id}/nodes/preview/download`, Download);
  const ofNode = unzipSync((await served.ask(node.url, { key: null })).bytes);
  assert.deepEqual(Buffer.from(ofNode['audio/en-US/go.wav'] ?? assert.fail()), played.bytes);
  assert.equal((await voice.ask(`/runs/${id}/nodes/generator/download`)).status, 404);
  assert.equal((await voice.ask(`/runs/${id}/audio/0123456789abcdef/url`)).status, 404);
});

test('a start may change the script and its language, for its own run alone', async () => {
  const started = await start({ script_text: 'Guten Tag.\nAuf Wiedersehen.', source_language: 'de-DE' });
  await served.until(started.id, ({ finished }) => finished);
  const { run, data, overview } = await voice.look(started.id);
  const source = run.definition_snapshot.graph.nodes.find(({ id }) => id === 'source');
  assert.deepEqual(source?.config, { source_language: 'de-DE', script: 'Guten Tag.\nAuf Wiedersehen.' });
  assert.deepEqual(
    data.rows.map(({ script }) => script),
    ['Guten Tag.', 'Auf Wiedersehen.'],
  );
  assert.equal(overview.audio_by_language[0]?.locale_code, 'de-DE');
  const { definition } = await voice.read('', Workflow);
  assert.deepEqual(definition.graph.nodes.find(({ id }) => id === 'source')?.config, { source_language: 'en-US' });
  const bad = await voice.ask('/runs', { body: { script_text: 'Hello.', source_language: 'xx-XX' } });
  assert.deepEqual([bad.status, bad.as(ErrorBody).error.details[0]?.field], [422, 'source_language']);
});
