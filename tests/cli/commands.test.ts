import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { Run } from '../../packages/protocol/src/index.ts';
import { command, openCliWorld } from './command.ts';
import type { Outcome } from './command.ts';

const world = await openCliWorld(null);

function json(outcome: Outcome): unknown {
  assert.equal(outcome.code, 0, outcome.err);
  return JSON.parse(outcome.out);
}

async function started(...more: readonly string[]): Promise<string> {
  const { out, code, err } = await world.run('start', 'cli-job', ...more);
  assert.equal(code, 0, err);
  return out.trim();
}

test('the server says where it is, to programs and to people, and keeps its key to itself', () => {
  assert.match(world.facts.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const credentials: unknown = JSON.parse(readFileSync(join(world.data, 'credentials.json'), 'utf8'));
  assert.deepEqual(credentials, world.facts);
  for (const path of [join(world.data, 'credentials.json'), join(world.folder, 'ready.json')]) {
    assert.equal(statSync(path).mode & 0o777, 0o600);
  }
});

test('start prints the id of the run and nothing else on stdout', async () => {
  const { code, out, err } = await world.run('start', 'cli-job');
  assert.equal(code, 0);
  assert.match(out, /^[0-9a-f-]{36}\n$/);
  assert.match(err, /Started cli-job #\d+/);
});

test('start --wait prints the output as JSON', async () => {
  const outcome = await world.run('start', 'cli-job', '--input', 'rows=3', '--wait');
  assert.deepEqual(json(outcome), { result: [0, 4], characters: 0 });
});

test('start --watch tells stages, counts and files on stderr, then prints the output', async () => {
  const outcome = await world.run('start', 'cli-job', '--watch', '--input', '{"rows": 4}');
  assert.deepEqual(json(outcome), { result: [0, 4, 6], characters: 0 });
  assert.match(outcome.err, /cli-job #\d+ completed 100% .*4 items: 3 delivered, 1 dropped/);
  assert.match(outcome.err, /result\.json \(7 bytes\)/);
});

test('start --wait --json prints the whole run', async () => {
  const run = Run.parse(json(await world.run('start', 'cli-job', '--wait', '--json')));
  assert.deepEqual([run.status, run.trigger.type], ['completed', 'cli']);
});

test('a file under a name is uploaded and reaches the run', async () => {
  const path = join(world.folder, 'some people.csv');
  writeFileSync(path, 'name\nÖzgür\n');
  const outcome = await world.run('start', 'cli-job', '--input', `file=@${path}`, '--input', 'rows=1', '--wait');
  assert.deepEqual(json(outcome), { result: [0], characters: 11 });
  assert.match(outcome.err, /Uploading .*some people\.csv/);
});

test('a whole input comes out of a file', async () => {
  const path = join(world.folder, 'input.json');
  writeFileSync(path, '{"rows": 1}');
  assert.deepEqual(json(await world.run('start', 'cli-job', '--input', `@${path}`, '--wait')), { result: [0], characters: 0 });
});

test('a run that fails is told with its error, and makes the exit code 1', async () => {
  const { code, out, err } = await world.run('start', 'cli-job', '--input', 'fail=true', '--wait');
  assert.equal(code, 1);
  assert.equal(out, '');
  assert.match(err, /failed after .*it broke .*in step break/);
});

test('what the server refuses is told with its places, and makes the exit code 1', async () => {
  const { code, err } = await world.run('start', 'cli-job', '--input', 'rows=many');
  assert.equal(code, 1);
  assert.match(err, /\(invalid_input\)\n {2}\/input\/rows: .*\n {2}request /);
  const asJson = await world.run('start', 'nobody', '--json');
  assert.equal(asJson.code, 1);
  const problem = z.object({ code: z.string() }).parse(JSON.parse(asJson.err));
  assert.equal(problem.code, 'invalid_request');
});

test('what cannot be understood makes the exit code 2', async () => {
  const wrong = [
    ['start'],
    ['start', 'cli-job', '--input', 'nonsense'],
    ['start', 'cli-job', '--input', 'a=@/does/not/exist'],
    ['start', 'cli-job', '--priority', 'high'],
    ['start', 'cli-job', '--loud'],
    ['dance'],
    ['runs', 'list', '--status', 'tired'],
    ['runs', 'list', '--limit', '0'],
    ['keys', 'create', 'x', '--scope', 'everything'],
    ['keys', 'create', 'x', '--expires', 'soon'],
    ['serve', '--port', 'none'],
    ['serve', '--host', '0.0.0.0'],
  ];
  const outcomes = await Promise.all(wrong.map(async (words) => world.run(...words)));
  assert.deepEqual(
    outcomes.map(({ code }, index) => [wrong[index], code]),
    wrong.map((words) => [words, 2]),
  );
  for (const { out, err } of outcomes) {
    assert.equal(out, '');
    assert.notEqual(err, '');
  }
});

test('a server that is not there makes the exit code 1, and not knowing any makes it 2', async () => {
  assert.equal((await world.run('runs', 'list', '--url', 'http://127.0.0.1:9')).code, 1);
  const { code, err } = await command(['runs', 'list', '--data', join(world.folder, 'nothing')]).outcome;
  assert.equal(code, 2);
  assert.match(err, /millrace serve/);
});

test('the key of the data folder is shown to its own server only', async () => {
  const { code, err } = await world.run('runs', 'list', '--url', `${world.facts.url}/`.replace('127.0.0.1', 'localhost'));
  assert.equal(code, 1);
  assert.match(err, /unauthenticated/);
});

test('a server is found by the environment, and by flags before that', async () => {
  const { url, api_key: key } = world.facts;
  const found = await command(['runs', 'list', '--json'], { MILLRACE_URL: url, MILLRACE_API_KEY: key }).outcome;
  assert.equal(found.code, 0, found.err);
  const flagged = await command(['runs', 'list', '--url', url, '--api-key', key], {
    MILLRACE_URL: 'http://127.0.0.1:9',
    MILLRACE_API_KEY: 'x',
  }).outcome;
  assert.equal(flagged.code, 0, flagged.err);
});

test('runs list shows what the filters leave, as a table or as JSON', async () => {
  const id = await started('--tag', 'listed', '--tag', 'other');
  await started('--tag', 'listed');
  const list = z.array(Run).parse(json(await world.run('runs', 'list', '--tag', 'other', '--json')));
  assert.deepEqual(
    list.map((run) => run.id),
    [id],
  );
  const text = await world.run('runs', 'list', '--tag', 'listed', '--workflow', 'cli-job', '--limit', '1');
  assert.match(text.out, /^ID .*\n[0-9a-f-]{36} +cli-job #\d+ +\w+ +\d+% +\S+\n$/);
  assert.match((await world.run('runs', 'list', '--tag', 'nobody')).err, /no such runs/);
});

test('runs get shows a run with its steps and files', async () => {
  const run = Run.parse(json(await world.run('start', 'cli-job', '--wait', '--json')));
  const text = await world.run('runs', 'get', run.id);
  assert.match(text.out, /cli-job #\d+ completed after .*\nid +[0-9a-f-]{36}\n/);
  assert.match(text.out, /double +map +completed/);
  assert.match(text.out, /result\.json +output +3 +application\/json/);
  assert.equal(Run.parse(json(await world.run('runs', 'get', run.id, '--json'))).id, run.id);
  assert.equal((await world.run('runs', 'get', 'nobody')).code, 1);
});

test('a run is paused, resumed, cancelled and retried, each said with its outcome', async () => {
  const id = await started('--input', 'hold=true', '--delay', '1h');
  assert.equal((await world.run('runs', 'pause', id)).out, 'paused\n');
  assert.equal((await world.run('runs', 'resume', id)).out, 'queued\n');
  assert.equal((await world.run('runs', 'resume', id)).code, 1);
  assert.equal((await world.run('runs', 'cancel', id)).out, 'cancelled\n');
  const late = await world.run('runs', 'cancel', id, '--json');
  assert.equal(late.code, 1);
  assert.equal(z.object({ outcome: z.string() }).parse(JSON.parse(late.out)).outcome, 'too_late');
  const retried = await world.run('runs', 'retry', id, '--from', 'start', '--json');
  assert.equal(Run.parse(json(retried)).lineage.previous_run_id, id);
});

test('a retry is waited for like a start', async () => {
  const failed = await world.run('start', 'cli-job', '--input', 'fail=true', '--wait', '--json');
  const { id } = Run.parse(JSON.parse(failed.out));
  const { code, err } = await world.run('runs', 'retry', id, '--watch');
  assert.equal(code, 1);
  assert.match(err, /Started cli-job #\d+ .*[^]*it broke/);
});

test('an interrupted watch leaves the run alone and says how to come back', async () => {
  const watching = world.begin('start', 'cli-job', '--input', 'hold=true', '--watch');
  await watching.saying(/waiting/);
  watching.child.kill('SIGINT');
  const { code, err } = await watching.outcome;
  assert.equal(code, 130);
  const id = /millrace runs watch ([0-9a-f-]{36})/.exec(err)?.[1] ?? '';
  assert.equal(Run.parse(json(await world.run('runs', 'get', id, '--json'))).status, 'waiting');
  const again = world.begin('runs', 'watch', id);
  await again.saying(/waiting/);
  await fetch(`${world.facts.url}/v1/runs/${id}/signals/go`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${world.facts.api_key}`, 'Content-Type': 'application/json' },
    body: '{}',
  });
  assert.deepEqual(json(await again.outcome), { result: [0, 4], characters: 0 });
});

test('a key is created, listed and revoked, and works in between', async () => {
  const created = await world.run('keys', 'create', 'for a test', '--scope', 'runs:read', '--expires', '1h');
  const key = created.out.trim();
  const id = /The key (\w+) works until/.exec(created.err)?.[1] ?? '';
  assert.match((await world.run('keys', 'list')).out, new RegExp(`^${id} +for a test +\\S+ +runs:read$`, 'm'));
  assert.equal((await world.run('runs', 'list', '--api-key', key)).code, 0);
  assert.equal((await world.run('keys', 'list', '--api-key', key)).code, 1);
  assert.equal((await world.run('keys', 'revoke', id)).out, `${id}\n`);
  assert.equal((await world.run('runs', 'list', '--api-key', key)).code, 1);
});

test('a key without an end is created on demand', async () => {
  const created = json(await world.run('keys', 'create', 'endless', '--expires', 'never', '--json'));
  assert.equal(z.object({ expires_at: z.null() }).parse(created).expires_at, null);
});

test('the doctor finds no run stuck, and explains one in words', async () => {
  const id = await started('--input', 'hold=true', '--delay', '1h');
  const checked = await world.run('doctor');
  assert.equal(checked.code, 0, checked.out + checked.err);
  assert.match(checked.out, /A server works in this folder/);
  assert.match(checked.out, /Live runs: .*queued/);
  assert.match((await world.run('doctor', id)).out, /The run is queued \(delayed\)[^]*It may start in /);
  const { url, api_key: key } = world.facts;
  const remote = await command(['doctor', '--url', url, '--api-key', key, '--json']).outcome;
  assert.equal(z.object({ ok: z.literal(true) }).parse(JSON.parse(remote.out)).ok, true);
  assert.match((await command(['doctor', id, '--url', url, '--api-key', key]).outcome).out, /delayed/);
  assert.equal((await world.run('doctor', 'nobody')).code, 2);
});

test('help and version are data and no failure', async () => {
  const help = await world.run('start', '--help');
  assert.equal(help.code, 0);
  assert.match(help.out, /--input before=@people\.csv/);
  assert.match((await world.run('--version')).out, /^\d+\.\d+\.\d+/);
});
