import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG_ENTRIES, ConfigError, readConfig } from './config.ts';

function problemsOf(flags: Parameters<typeof readConfig>[0], environment: Parameters<typeof readConfig>[1]): readonly string[] {
  try {
    readConfig(flags, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without flags and environment every setting has its documented default', () => {
  const config = readConfig({}, {});
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, 4640);
  assert.equal(config.data, '.millrace');
  assert.equal(config.drainMs, 10_000);
  assert.equal(config.signedLinkTtlMs, 900_000);
  assert.equal(config.allowRemote, false);
  for (const { name, env, default: text } of CONFIG_ENTRIES) {
    assert.deepEqual(readConfig({}, { [env]: text }), config, `the default of ${name} is what its text says`);
  }
});

test('a flag goes before the environment, and that before the default', () => {
  assert.equal(readConfig({}, { MILLRACE_PORT: '5001' }).port, 5001);
  assert.equal(readConfig({ port: '5002' }, { MILLRACE_PORT: '5001' }).port, 5002);
  assert.equal(readConfig({ port: undefined }, { MILLRACE_PORT: '' }).port, 4640);
});

test('names of flags and variables follow from the name of the setting', () => {
  const entry = CONFIG_ENTRIES.find(({ name }) => name === 'signedLinkTtlMs');
  assert.equal(entry?.flag, '--signed-link-ttl');
  assert.equal(entry?.env, 'MILLRACE_SIGNED_LINK_TTL');
});

test('all problems are told at once, each with the place that it came from and the value', () => {
  const problems = problemsOf({ port: '70000' }, { MILLRACE_DRAIN: 'soon', MILLRACE_LOG_LEVEL: 'loud', MILLRACE_ENGINES: '0' });
  assert.equal(problems.length, 4);
  assert.match(problems[0] ?? '', /^--port .*"70000"/);
  assert.ok(problems.some((problem) => problem.startsWith('MILLRACE_DRAIN') && problem.includes('"soon"')));
  assert.ok(problems.some((problem) => problem.startsWith('MILLRACE_LOG_LEVEL')));
  assert.ok(problems.some((problem) => problem.startsWith('MILLRACE_ENGINES')));
});

test('the edges of a whole number are accepted, and nothing beyond them', () => {
  assert.equal(readConfig({ port: '0' }, {}).port, 0);
  assert.equal(readConfig({ port: '65535' }, {}).port, 65_535);
  for (const port of ['65536', '-1', '1.5', '1e3', ' 1', '0x10']) assert.equal(problemsOf({ port }, {}).length, 1, port);
});

test('what an engine may take is a number of megabytes, or found out from the machine', () => {
  assert.equal(readConfig({}, {}).engineMemoryMb, null);
  assert.equal(readConfig({}, { MILLRACE_ENGINE_MEMORY_MB: '64' }).engineMemoryMb, 64);
  assert.equal(readConfig({ engineMemoryMb: 'auto' }, { MILLRACE_ENGINE_MEMORY_MB: '64' }).engineMemoryMb, null);
  for (const text of ['63', '1000001', 'all', '2g']) {
    assert.match(problemsOf({ engineMemoryMb: text }, {})[0] ?? '', /^--engine-memory-mb must be auto or a whole number from 64/, text);
  }
});

test('an address that other machines can reach needs to be allowed', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.4', 'example.com', '127.0.0.1.example.com']) {
    assert.match(problemsOf({ host }, {})[0] ?? '', /--allow-remote/, host);
    assert.equal(readConfig({ host, allowRemote: true }, {}).host, host);
    assert.equal(readConfig({ host }, { MILLRACE_ALLOW_REMOTE: 'true' }).allowRemote, true);
  }
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) assert.equal(readConfig({ host }, {}).host, host);
});

test('the settings cannot be changed after they were read', () => {
  assert.ok(Object.isFrozen(readConfig({}, {})));
});

test('a public URL is an http address, kept without its last slash, and none by default', () => {
  assert.equal(readConfig({}, {}).publicUrl, null);
  assert.equal(readConfig({ publicUrl: 'https://runs.example/base/' }, {}).publicUrl, 'https://runs.example/base');
  for (const publicUrl of ['runs.example', 'ftp://runs.example', 'https://runs.example?a=1', 'https://']) {
    assert.match(problemsOf({ publicUrl }, {})[0] ?? '', /http or https/, publicUrl);
  }
});

test('host names of dialects are a list of pairs', () => {
  assert.deepEqual([...readConfig({}, {}).dialectHosts], []);
  const { dialectHosts } = readConfig({}, { MILLRACE_DIALECT_HOSTS: 'Runs.example=automindz, voice.example=onepin' });
  assert.deepEqual(
    [...dialectHosts],
    [
      ['runs.example', 'automindz'],
      ['voice.example', 'onepin'],
    ],
  );
  for (const hosts of ['runs.example', '=automindz', 'runs.example=', 'a b=automindz', 'a=b=c']) {
    assert.equal(problemsOf({ dialectHosts: hosts }, {}).length, 1, hosts);
  }
});
