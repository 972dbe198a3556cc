import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeJson, encodeJson } from '../../domain/json-text.ts';
import type { Json, JsonObject, JsonText } from '../../domain/json.ts';
import { finished, log, signal, stepCompleted } from './changes.ts';
import { Scenario } from './scenario.ts';
import type { Setup } from './scenario.ts';

function fieldsOf(data: JsonText): JsonObject {
  const fields = decodeJson(data);
  assert.ok(isObject(fields));
  return fields;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function testEvents(setup: Setup): void {
  describe('the log of a run', () => {
    test('has every change once, numbered from 1 without a gap, in order', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await Promise.all(Array.from({ length: 50 }, async (_, index) => s.make(ref, stepCompleted(`step ${index}`, index), 1)));
      await s.make(ref, finished('completed'), 1);
      const history = s.store.events.history(ref.workspaceId, ref.runId);
      assert.deepEqual(
        history.map(({ seq }) => seq),
        Array.from({ length: 53 }, (_, index) => index + 1),
      );
      const names = history.slice(2, 52).map(({ data }) => fieldsOf(data)['op']);
      assert.deepEqual(
        names,
        Array.from({ length: 50 }, (_, index) => `step:step ${index}#1`),
      );
      assert.equal(s.run(ref).seq, history.length);
    });

    test('keeps the fields of a change apart from its payload', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, stepCompleted('load', { rows: ['é'] }), 1);
      const [event] = s.store.events.after(ref.workspaceId, ref.runId, 2, 10);
      assert.ok(event);
      assert.deepEqual([event.type, event.seq, event.at], ['step.completed', 3, s.time]);
      assert.deepEqual(fieldsOf(event.data), { op: 'step:load#1', startedAt: 1 });
      assert.equal(s.store.events.payload(ref.workspaceId, ref.runId, 3), encodeJson({ rows: ['é'] }));
      assert.equal(s.store.events.payload(ref.workspaceId, ref.runId, 2), null);
      assert.equal(s.store.events.payload(ref.workspaceId, ref.runId, 99), null);
    });

    test('is read from any place on, so many at a time', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      for (let index = 0; index < 5; index++) await s.make(ref, stepCompleted(`s${index}`), 1);
      const seqs = (after: number, limit: number): readonly number[] =>
        s.store.events.after(ref.workspaceId, ref.runId, after, limit).map(({ seq }) => seq);
      assert.deepEqual(seqs(0, 3), [1, 2, 3]);
      assert.deepEqual(seqs(3, 3), [4, 5, 6]);
      assert.deepEqual(seqs(6, 3), [7]);
      assert.deepEqual(seqs(7, 3), []);
    });

    test('gives what came in from outside, with its payload', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, signal('go', { n: 1 }));
      await s.make(ref, stepCompleted('between'), 1);
      await s.make(ref, signal('stop'));
      const inputs = (after: number): readonly unknown[] =>
        s.store.events.inputs(ref.workspaceId, ref.runId, after).map(({ seq, type, payload }) => [seq, type, payload]);
      assert.deepEqual(inputs(0), [
        [3, 'signal.received', encodeJson({ n: 1 })],
        [5, 'signal.received', 'null'],
      ]);
      assert.deepEqual(inputs(3).length, 1);
    });

    test('gives log lines of a level and of more urgent ones', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      for (const level of ['debug', 'info', 'warn', 'error', 'info'] as const) {
        await s.make(ref, log(level, `a ${level} line`), 1);
        await s.make(ref, stepCompleted('between'), 1);
      }
      const lines = (level: 'debug' | 'warn' | 'error' | null, after = 0, limit = 10): readonly number[] =>
        s.store.events.logs(ref.workspaceId, ref.runId, { after, limit, level }).map(({ seq }) => seq);
      assert.deepEqual(lines(null), [3, 5, 7, 9, 11]);
      assert.deepEqual(lines('debug'), [3, 5, 7, 9, 11]);
      assert.deepEqual(lines('warn'), [7, 9]);
      assert.deepEqual(lines('error'), [9]);
      assert.deepEqual(lines(null, 3, 2), [5, 7]);
    });
  });
}
