import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { it } from 'node:test';
import { sampleRank } from '../domain/sample-rank.ts';
import { SampleRanks } from './sample-rank.ts';

it('ranks a run by the HMAC of its id with the sample key of its workspace, whatever the length of the key', () => {
  for (const sampleKey of ['', 'k', 'x'.repeat(64), 'x'.repeat(65), 'ä'.repeat(200)]) {
    const ranks = new SampleRanks({ workspace: (id) => ({ id, name: '', sampleKey, createdAt: 0 }) });
    for (const runId of ['01920000-0000-7000-8000-000000000000', '', 'ü']) {
      assert.equal(ranks.of('w', runId), sampleRank(createHmac('sha256', sampleKey).update(runId).digest()));
    }
  }
});
