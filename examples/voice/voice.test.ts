import { type Card, type Row, VoiceUnderTest } from './voice-under-test.ts';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { measure } from './audio/measure.ts';
import { pauseRun } from '../../packages/millrace/src/commands/pause-run.ts';
import { readWav } from './audio/wav.ts';
import { resumeRun } from '../../packages/millrace/src/commands/resume-run.ts';
import { SAMPLE_SCRIPT } from './sample.ts';
import { unzipSync } from 'fflate';

const voice = await VoiceUnderTest.start();

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function onlyCard(rows: readonly Row[], lineId: string): Card {
  const cards = rows.find(({ line_id }) => line_id === lineId)?.cards ?? [];
  assert.equal(cards.length, 1, lineId);
  const [card] = cards;
  return card ?? assert.fail();
}

suite('the sample', async () => {
  const { id, output, rows } = await voice.finish({ script: SAMPLE_SCRIPT });
  const run = voice.under.run(id);

  test('every line is delivered or dropped, and says so everywhere', () => {
    assert.deepEqual([output.lines, output.clips, output.delivered, output.dropped], [8, 8, 6, 2]);
    assert.deepEqual(run.items && { ...run.items }, {
      input: 8,
      delivered: 6,
      dropped: 2,
      failed: 0,
      pending: 0,
      reasons: { rejected_by_level: 1, empty_after_normalising: 1 },
    });
    const [set] = voice.under.context.store.records.sets(voice.workspaceId, id);
    assert.deepEqual([set?.name, set?.count, set?.outcomes], ['lines', 8, { delivered: 6, dropped: 2, failed: 0 }]);
    assert.deepEqual(
      rows.map(({ line_id }) => line_id),
      SAMPLE_SCRIPT.map((line) => line.id),
    );
  });

  test('a short line fails first, is spoken more slowly, and passes', () => {
    const card = onlyCard(rows, 'go');
    assert.deepEqual([card.status, card.retry_count, card.voice.speed], ['delivered', 1, 132]);
    assert.deepEqual(
      card.verdicts.map(({ validator_kind, attempt, problem }) => [validator_kind, attempt, problem]),
      [['duration', 1, 'too_short']],
    );
    assert.ok(card.validations.every(({ status }) => status === 'pass') && card.validations.length === 4);
  });

  test('a whisper is dropped after its retries, with the verdicts of those who rejected it', () => {
    const card = onlyCard(rows, 'psst');
    assert.deepEqual([card.status, card.reason, card.retry_count], ['dropped', 'rejected_by_level', 2]);
    assert.deepEqual(
      card.verdicts.map(({ validator_node_id, attempt }) => [validator_node_id, attempt]),
      [
        ['check_duration', 1],
        ['check_duration', 2],
        ['check_level', 3],
      ],
    );
    assert.equal(card.audio?.path, 'takes/en-US/psst.3.wav');
  });

  test('a line with nothing to say is dropped without being spoken', () => {
    const card = onlyCard(rows, 'divider');
    assert.deepEqual([card.status, card.reason, card.audio, card.verdicts.length], ['dropped', 'empty_after_normalising', null, 0]);
    const row = rows.find(({ line_id }) => line_id === 'divider');
    assert.deepEqual([row?.normalised, row?.script_status], ['', 'empty']);
  });

  test('the steps are named like the nodes, and a node that is visited again has one more of them', () => {
    assert.deepEqual(
      voice.visits(id, 'generator').map(({ lines }) => lines.length),
      [7, 2, 1],
    );
    assert.deepEqual(
      voice.visits(id, 'check_duration').map(({ ports }) => ports),
      [['pass', 'fail'], ['pass', 'fail'], ['pass']],
    );
    assert.deepEqual(
      voice.visits(id, 'check_level').map(({ ports }) => ports),
      [['pass'], ['pass'], ['fail']],
    );
    assert.equal(voice.visits(id, 'preview').length, 1);
  });

  test('files are real sound, as long and as loud as the cards say', async () => {
    for (const { line_id, cards } of rows) {
      const [{ status, audio } = assert.fail()] = cards;
      if (status !== 'delivered' || audio === null) continue;
      const file = await voice.file(id, `audio/en-US/${line_id}.wav`);
      const { duration_ms, speech_level_dbfs } = measure(readWav(file));
      assert.deepEqual([audio.path, audio.duration_ms, audio.size_bytes], [`audio/en-US/${line_id}.wav`, duration_ms, file.length]);
      assert.ok(duration_ms >= 425 && speech_level_dbfs > -24, `${line_id}: ${duration_ms} ms, ${speech_level_dbfs} dBFS`);
    }
    assert.deepEqual(voice.paths(id, 'output').filter((path) => path.endsWith('.wav')).length, output.delivered);
  });

  test('the archive opens and holds what its manifest says', async () => {
    const files = unzipSync(await voice.file(id, 'export.zip'));
    const manifest: unknown = JSON.parse(Buffer.from(files['manifest.json'] ?? assert.fail()).toString());
    assert.deepEqual(manifest, {
      totals: output,
      lines: voice.under.context.store.records.rows(voice.workspaceId, id, 'lines', { from: 0, limit: 100 }),
    });
    const named = rows.flatMap(({ cards }) =>
      cards.flatMap(({ status, audio }) => (status === 'delivered' && audio !== null ? [audio.path] : [])),
    );
    assert.deepEqual(Object.keys(files).toSorted(), [...named, 'manifest.csv', 'manifest.json'].toSorted());
    for (const path of named) assert.deepEqual(Buffer.from(files[path] ?? assert.fail()), await voice.file(id, path));
    const csv = Buffer.from(files['manifest.csv'] ?? assert.fail())
      .toString()
      .trimEnd()
      .split('\r\n');
    assert.equal(csv.length, 1 + output.clips);
  });

  test('all counts add up', () => {
    assert.equal(sum(output.languages.map(({ lines }) => lines)), output.delivered);
    for (const { checked, pass, fail } of output.validators) assert.equal(checked, pass + fail);
    const takes = sum(voice.visits(id, 'generator').map(({ lines }) => lines.length));
    assert.equal(sum(output.validators.map(({ retries }) => retries)), takes - 7);
    const rejected = rows.filter(({ cards }) => cards.some(({ status, verdicts }) => status === 'dropped' && verdicts.length > 0)).length;
    assert.equal(sum(output.validators.map(({ fail }) => fail)), takes - 7 + rejected);
    assert.equal(output.validators.at(-1)?.pass, output.delivered);
    const [english] = output.languages;
    assert.equal(
      english?.duration_ms,
      sum(rows.flatMap(({ cards }) => cards.map(({ status, audio }) => (status === 'delivered' ? (audio?.duration_ms ?? 0) : 0)))),
    );
  });

  test('what was used is what the output says, and stays within the estimate', () => {
    const used = new Map<string, { quantity: number; credits: number }>();
    for (const change of voice.under.changes(id)) {
      if (change.type !== 'usage.recorded') continue;
      const { meter, quantity, credits } = change.entry;
      const before = used.get(meter) ?? { quantity: 0, credits: 0 };
      used.set(meter, { quantity: before.quantity + quantity, credits: before.credits + credits });
    }
    assert.deepEqual(used.get('characters'), { quantity: output.characters, credits: output.credits });
    assert.deepEqual(used.get('calls'), { quantity: 10, credits: 0 });
    assert.ok((used.get('audio_ms')?.quantity ?? 0) > 20_000);
    assert.ok(output.credits > 7 && output.credits <= 33);
  });

  test('progress ends where all visits are done', () => {
    const { done, total, percent } = { done: run.progress.unitsDone, total: run.progress.unitsTotal, percent: run.progress.percent };
    assert.deepEqual([done, total, percent], [total, total, 100]);
  });
});

test('each line is spoken in each language, by its voice, and accounted for in each', async () => {
  const languages = ['en-GB', 'de-DE'];
  const { id, output, rows } = await voice.finish({ script: 'Welcome to the museum.\nThe tour begins at the big red door.', languages });
  assert.deepEqual([output.lines, output.clips, output.delivered], [2, 4, 4]);
  assert.deepEqual(
    output.languages.map(({ language, lines }) => [language, lines]),
    [
      ['en-GB', 2],
      ['de-DE', 2],
    ],
  );
  assert.deepEqual(
    rows[0]?.cards.map(({ locale, voice: { id: name } }) => [locale, name]),
    [
      ['en-GB', 'en'],
      ['de-DE', 'de'],
    ],
  );
  const [english, german] = [await voice.file(id, 'audio/en-GB/line-001.wav'), await voice.file(id, 'audio/de-DE/line-001.wav')];
  assert.notDeepEqual(english, german);
});

test('a line that is too loud is turned down until it passes, and one whose threshold is 0 is not looked at', async () => {
  const loud = { script: 'This is the last call for all passengers.', gain_db: 18, max_retries: 5 };
  const turned = onlyCard((await voice.finish(loud)).rows, 'line-001');
  assert.equal(turned.status, 'delivered');
  assert.ok(turned.verdicts.some(({ validator_kind }) => validator_kind === 'clipping') && turned.voice.gain_db < 6);
  const validators = { duration: 0, silence: 0, clipping: 0, level: 0 };
  const left = onlyCard((await voice.finish({ ...loud, validators })).rows, 'line-001');
  assert.deepEqual([left.status, left.retry_count, left.voice.gain_db], ['delivered', 0, 18]);
});

test('without retries the first take decides', async () => {
  const { output, rows } = await voice.finish({ script: 'Go!', max_retries: 0 });
  assert.deepEqual([output.delivered, output.dropped, output.languages[0]?.lines], [0, 1, 0]);
  assert.equal(onlyCard(rows, 'line-001').reason, 'rejected_by_duration');
});

test('more lines than fit into one wave go round in several, in the order of the script', async () => {
  const script = Array.from({ length: 25 }, (_, index) => `Yes, ${index + 1}.`).join('\n');
  const validators = { duration: 0, silence: 0, clipping: 0, level: 0 };
  const { id, output, rows } = await voice.finish({ script, validators });
  assert.deepEqual(
    voice.visits(id, 'generator').map(({ lines }) => lines.length),
    [20, 5],
  );
  assert.equal(output.delivered, 25);
  assert.deepEqual(
    rows.map(({ line_id }) => line_id),
    rows.map((_, index) => `line-${String(index + 1).padStart(3, '0')}`),
  );
});

test('a run that is paused and taken up again delivers the same as one that was not', async () => {
  const script = 'Welcome aboard.\nGo!\nPlease mind the gap.';
  const straight = await voice.finish({ script });
  const id = await voice.under.begin('voice', { script });
  await voice.under.until(id, () => voice.visits(id, 'generator').length === 1, 'past its first wave');
  await pauseRun(voice.under.context, voice.under.caller, id);
  await voice.under.status(id, 'paused');
  await resumeRun(voice.under.context, voice.under.caller, id);
  assert.deepEqual(await voice.results(id), { output: straight.output, rows: straight.rows });
  assert.deepEqual(await voice.file(id, 'export.zip'), await voice.file(straight.id, 'export.zip'));
});
