import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { parseCrashAt } from './crash-point.ts';

function runArmed(body: string): { readonly signal: string | null; readonly printed: string } {
  const source = `import { armCrashPoint, crashPoint, crashPointOfChanges } from ${JSON.stringify(new URL('./crash-point.ts', import.meta.url).href)};\n${body}`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' });
  return { signal: child.signal, printed: child.stdout };
}

test('an armed point ends the process at its n-th hit, before anything after it runs', () => {
  const ended = runArmed(`armCrashPoint({ point: 'T3', hit: 2 });
    crashPoint('T3'); crashPoint('T4'); process.stdout.write('first'); crashPoint('T3'); process.stdout.write('second');`);
  assert.deepEqual(ended, { signal: 'SIGKILL', printed: 'first' });
});

test('a point does nothing when nothing is armed or another point is', () => {
  const ended = runArmed(`crashPoint('A1'); armCrashPoint({ point: 'A2', hit: 1 }); crashPoint('A1'); armCrashPoint(null); crashPoint('A2');
    process.stdout.write('alive');`);
  assert.deepEqual(ended, { signal: null, printed: 'alive' });
});

test('the points of a transaction follow from the changes in it', () => {
  const ended = runArmed(`armCrashPoint({ point: 'T4', hit: 1 });
    crashPointOfChanges('uncommitted', [{ type: 'run.started' }]);
    crashPointOfChanges('committed', [{ type: 'step.completed' }]);
    process.stdout.write('before');
    crashPointOfChanges('uncommitted', [{ type: 'run.started' }, { type: 'step.completed' }]);
    process.stdout.write('after');`);
  assert.deepEqual(ended, { signal: 'SIGKILL', printed: 'before' });
});

test('a setting that names no known point or no positive hit is refused in words', () => {
  assert.equal(parseCrashAt(''), null);
  assert.deepEqual(parseCrashAt('{"point":"T3","hit":4}'), { point: 'T3', hit: 4 });
  for (const text of ['{"point":"Z9","hit":1}', '{"point":"T3","hit":0}', '{"point":"toString","hit":1}', '[]']) {
    assert.throws(() => parseCrashAt(text), /MILLRACE_CRASH_AT is/);
  }
});
