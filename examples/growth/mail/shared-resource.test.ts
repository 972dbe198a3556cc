import { SharedResource } from './shared-resource.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';

test('what is shared is opened once, closed when nobody uses it any more, and opened again when somebody does', async () => {
  const events: string[] = [];
  const closed = Promise.withResolvers<null>();
  const shared = new SharedResource(
    async () => events.push('open'),
    async () => {
      events.push('close');
      closed.resolve(null);
    },
    1,
  );
  assert.deepEqual(await Promise.all([shared.use(async (number) => number), shared.use(async (number) => number)]), [1, 1]);
  await closed.promise;
  assert.deepEqual(events, ['open', 'close']);
  assert.equal(await shared.use(async (number) => number), 3);
});

test('what could not be opened is tried again', async () => {
  let isReady = false;
  const shared = new SharedResource(
    async () => {
      if (!isReady) throw new Error('not yet');
      return 'open';
    },
    async () => {},
    1,
  );
  await assert.rejects(
    shared.use(async (what) => what),
    /not yet/,
  );
  isReady = true;
  assert.equal(await shared.use(async (what) => what), 'open');
});
