import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accepts, prefers } from './accept.ts';
import { parseByteRange } from './byte-range.ts';
import { noneMatch, tagOfSeq } from './entity-tag.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { nextLink } from './page-link.ts';
import { preferredWait } from './prefer.ts';
import { newRequestId, requestIdFrom } from './request-id.ts';

describe('Accept', () => {
  it('lets a type through by name, by group, by wildcard or by saying nothing', () => {
    for (const header of [
      undefined,
      '',
      '*/*',
      'application/*',
      'application/json',
      'text/html, application/json;q=0.1',
      'APPLICATION/JSON',
    ]) {
      assert.ok(accepts(header, ['application/json']), String(header));
    }
  });

  it('rules out what is not named and what has q=0, the closest range deciding', () => {
    for (const header of ['text/html', 'application/json;q=0', '*/*, application/json;q=0', 'application/*;q=0']) {
      assert.ok(!accepts(header, ['application/json']), header);
    }
  });

  it('prefers only what is asked for by name', () => {
    assert.ok(prefers('text/event-stream', 'text/event-stream'));
    assert.ok(prefers('text/event-stream, */*;q=0.1', 'text/event-stream'));
    assert.ok(!prefers('*/*', 'text/event-stream'));
    assert.ok(!prefers(undefined, 'text/event-stream'));
  });
});

describe('Prefer', () => {
  it('gives the seconds to wait, at most 60', () => {
    assert.equal(preferredWait('wait=5'), 5);
    assert.equal(preferredWait('respond-async, wait="7"'), 7);
    assert.equal(preferredWait('wait = 100'), 60);
    assert.equal(preferredWait('wait=60'), 60);
  });

  it('ignores what it does not know or cannot read', () => {
    for (const header of [undefined, '', 'respond-async', 'wait', 'wait=', 'wait=-1', 'wait=1.5', 'await=3', 'wait=99999999999']) {
      assert.equal(preferredWait(header), null, String(header));
    }
  });
});

describe('If-None-Match', () => {
  it('matches the tag alone, in a list, weakly, or anything by *', () => {
    const tag = tagOfSeq(7);
    for (const header of ['"7"', '"6", "7"', 'W/"7"', '*']) assert.ok(noneMatch(header, tag), header);
    for (const header of [undefined, '"8"', '7', '"77"', 'W/"8"']) assert.ok(!noneMatch(header, tag), String(header));
  });
});

describe('Range', () => {
  it('gives one range of bytes', () => {
    assert.deepEqual(parseByteRange('bytes=0-0', 10), { start: 0, end: 0 });
    assert.deepEqual(parseByteRange('bytes=3-', 10), { start: 3, end: 9 });
    assert.deepEqual(parseByteRange('bytes=-3', 10), { start: 7, end: 9 });
    assert.deepEqual(parseByteRange('bytes=-30', 10), { start: 0, end: 9 });
    assert.deepEqual(parseByteRange('bytes=3-99', 10), { start: 3, end: 9 });
  });

  it('takes the whole file for what it does not understand', () => {
    for (const header of [undefined, 'bytes=-', 'bytes=5-3', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=a-b']) {
      assert.equal(parseByteRange(header, 10), null, String(header));
    }
  });

  it('refuses a range outside of the file', () => {
    for (const header of ['bytes=10-', 'bytes=10-12', 'bytes=-0']) {
      assert.throws(() => parseByteRange(header, 10), { code: 'range_not_satisfiable' }, header);
    }
    assert.throws(() => parseByteRange('bytes=0-', 0), { code: 'range_not_satisfiable' });
  });
});

describe('Idempotency-Key', () => {
  it('is the same key quoted and bare', () => {
    assert.equal(idempotencyKey('abc'), 'abc');
    assert.equal(idempotencyKey('"abc"'), 'abc');
    for (const bad of ['""', 'ä', 'a b']) assert.throws(() => idempotencyKey(bad), { code: 'invalid_parameter' }, bad);
    assert.equal(idempotencyKey(undefined), null);
  });
});

describe('a request id', () => {
  it('is taken over when it is short and plain, and made otherwise', () => {
    assert.equal(requestIdFrom('trace-1:a.b_c'), 'trace-1:a.b_c');
    for (const bad of [undefined, '', 'a b', 'a\nb', 'x'.repeat(129), ['a', 'b'], '<script>']) {
      assert.match(requestIdFrom(bad), /^req_[0-9a-f]{12}_[0-9a-z]+$/);
    }
    assert.notEqual(newRequestId(), newRequestId());
  });
});

describe('the link to the next page', () => {
  it('is the same request with the next cursor', () => {
    assert.deepEqual(nextLink('/v1/runs?status=failed&cursor=a', 'b c'), { Link: '</v1/runs?status=failed&cursor=b+c>; rel="next"' });
    assert.deepEqual(nextLink('/v1/runs', null), {});
  });
});
