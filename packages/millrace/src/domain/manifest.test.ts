import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeJson, trustJsonText } from './json-text.ts';
import { parseManifest } from './manifest.ts';

test('what a manifest says is read and what it leaves out was not declared', () => {
  const manifest = parseManifest(encodeJson({ timeoutMs: 5_000, hasSample: true }));
  assert.deepEqual([manifest.timeoutMs, manifest.hasSample, manifest.ttlMs, manifest.stages], [5_000, true, null, []]);
  assert.deepEqual(manifest.concurrency, { limit: null, perKey: null });
});

test('text that holds no manifest declares nothing', () => {
  for (const text of ['null', '7', '{}']) assert.equal(parseManifest(trustJsonText(text)).hasInputSchema, false);
});
