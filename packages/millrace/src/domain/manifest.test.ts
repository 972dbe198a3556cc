import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeJson, trustJsonText } from './json-text.ts';
import { parseManifest } from './manifest.ts';

test('a manifest comes back as it was written', () => {
  const manifest = {
    stages: [{ name: 'a', title: 'A', weight: 2 }],
    retry: null,
    concurrency: { limit: 3, perKey: null },
    timeoutMs: 1,
    ttlMs: 2,
    hasInputSchema: true,
    inputSchema: { type: 'object' },
    outputSchema: null,
    hasSample: true,
    hasEstimate: true,
    examples: [{ id: 'e1', name: 'Plain', metadata: { source: 'scan' } }],
    evaluation: { evaluators: [], passThreshold: 0.7 },
    dialects: { acme: { kind: 'job' } },
  };
  assert.deepEqual(parseManifest(encodeJson(manifest)), manifest);
});

test('what an older release did not write counts as not declared', () => {
  const manifest = parseManifest(trustJsonText('{"stages":[]}'));
  assert.deepEqual(manifest.concurrency, { limit: null, perKey: null });
  assert.equal(manifest.hasSample, false);
  assert.deepEqual([manifest.examples, manifest.evaluation, manifest.dialects], [[], null, {}]);
  assert.deepEqual(parseManifest(trustJsonText('null')), parseManifest(trustJsonText('{}')));
});
