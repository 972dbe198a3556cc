import { recording, tone } from '../audio/made-up-sound.ts';
import { suite, test } from 'node:test';
import { GRAPH, validatorNode } from '../graph.ts';
import type { Recording } from '../audio/recording.ts';
import { VALIDATORS } from './validators.ts';
import type { Validator } from './validator.ts';
import assert from 'node:assert/strict';
import { changeGain } from '../audio/change-gain.ts';
import { clipping } from './clipping.ts';
import { duration } from './duration.ts';
import { level } from './level.ts';
import { measure } from '../audio/measure.ts';
import { silence } from './silence.ts';
import { trimSilence } from '../audio/trim-silence.ts';

const THRESHOLD = 85;
const SETTINGS = { speed: 165, pitch: 50, gain_db: 0, trim: false };
const TEXT = 'Welcome aboard the night train.';
/** Two seconds at the right loudness. */
const GOOD = recording(tone(20, 0), tone(2000, 4600), tone(20, 0));

function otherSpeed(problem: string, speed: number): number {
  return duration.remedy({ ...SETTINGS, speed }, { score: 0, value: 0, unit: 'ms', problem }).speed;
}

const BAD: readonly (readonly [what: string, Validator, Recording, text: string, problem: string])[] = [
  ['a click', duration, recording(tone(80, 4600)), 'Go!', 'too_short'],
  ['no sound', duration, recording(), 'Go!', 'too_short'],
  ['a sentence in half a second', duration, recording(tone(600, 4600)), TEXT, 'too_fast'],
  ['a sentence in half a minute', duration, recording(tone(30_000, 4600)), TEXT, 'too_slow'],
  ['a late start', silence, recording(tone(800, 0), tone(1000, 4600)), TEXT, 'long_lead'],
  ['a long end', silence, recording(tone(1000, 4600), tone(900, 0)), TEXT, 'long_tail'],
  ['a hole', silence, recording(tone(500, 4600), tone(1600, 0), tone(500, 4600)), TEXT, 'long_pause'],
  ['nothing but silence', silence, recording(tone(1000, 0)), TEXT, 'long_lead'],
  ['cut-off peaks', clipping, recording(tone(1000, 60_000)), TEXT, 'clipped'],
  ['a whisper', level, recording(tone(1000, 600)), TEXT, 'too_quiet'],
  ['a shout', level, recording(tone(1000, 30_000)), TEXT, 'too_loud'],
];

suite('made-up sounds', () => {
  for (const validator of VALIDATORS) {
    test(`${validator.label} finds nothing wrong with a good one`, () => {
      const { score, problem } = validator.judge(measure(GOOD), TEXT);
      assert.ok(score >= THRESHOLD, String(score));
      assert.equal(problem, 'none');
    });
  }

  for (const [what, validator, sound, text, problem] of BAD) {
    test(`${validator.label} rejects ${what}`, () => {
      const finding = validator.judge(measure(sound), text);
      assert.ok(finding.score < THRESHOLD && finding.score >= 0, String(finding.score));
      assert.equal(finding.problem, problem);
    });
  }

  test('Chinese is not judged by the pace of letters', () => {
    assert.equal(duration.judge(measure(recording(tone(3000, 4600))), '欢迎乘坐开往维也纳的夜间列车').problem, 'none');
    assert.equal(duration.judge(measure(recording(tone(900, 4600))), '欢迎乘坐开往维也纳的夜间列车').problem, 'too_fast');
  });
});

suite('remedies', () => {
  test('what is too short or too fast is spoken more slowly, what drags faster, both within what the voice can do', () => {
    assert.equal(otherSpeed('too_short', 165), 132);
    assert.equal(otherSpeed('too_fast', 400), 320);
    assert.equal(otherSpeed('too_slow', 100), 125);
    assert.equal(otherSpeed('too_short', 85), 80);
    assert.equal(otherSpeed('too_slow', 440), 450);
  });

  test('silence that is trimmed passes', () => {
    const sound = recording(tone(900, 0), tone(500, 4600), tone(1600, 0), tone(500, 4600));
    assert.equal(silence.remedy(SETTINGS, silence.judge(measure(sound), TEXT)).trim, true);
    assert.equal(silence.judge(measure(trimSilence(sound)), TEXT).problem, 'none');
  });

  for (const amplitude of [600, 30_000]) {
    test(`a level of amplitude ${amplitude} is brought to where it should be by one change of the gain`, () => {
      const sound = recording(tone(1000, amplitude));
      const { gain_db } = level.remedy(SETTINGS, level.judge(measure(sound), TEXT));
      assert.equal(level.judge(measure(changeGain(sound, gain_db)), TEXT).problem, 'none');
    });
  }

  test('a sound that is too loud for full scale gets quieter until it fits', () => {
    const sound = recording(tone(1000, 16_000));
    let settings = { ...SETTINGS, gain_db: 12 };
    const judge = () => clipping.judge(measure(changeGain(sound, settings.gain_db)), TEXT);
    assert.ok(judge().score < THRESHOLD);
    settings = { ...clipping.remedy(settings, judge()) };
    assert.ok(judge().score >= THRESHOLD);
  });
});

suite('the graph', () => {
  test('shows each validator in its order, with a way on for what passes and a way back for what fails', () => {
    const ids = GRAPH.nodes.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id) => id.startsWith('check_')),
      VALIDATORS.map(({ kind }) => validatorNode(kind)),
    );
    for (const [index, { kind, label }] of VALIDATORS.entries()) {
      const id = validatorNode(kind);
      assert.equal(GRAPH.nodes.find((node) => node.id === id)?.name, label);
      const ways = GRAPH.edges.filter(({ source }) => source === id).map(({ sourcePort, target }) => [sourcePort, target]);
      const next = VALIDATORS[index + 1];
      const onward = next === undefined ? 'preview' : validatorNode(next.kind);
      assert.deepEqual(ways, [
        ['pass', onward],
        ['fail', 'generator'],
      ]);
    }
  });

  test('has edges between its own nodes only, each with an id of its own', () => {
    const ids = new Set(GRAPH.nodes.map(({ id }) => id));
    for (const { source, target } of GRAPH.edges) assert.ok(ids.has(source) && ids.has(target), `${source} to ${target}`);
    assert.equal(new Set(GRAPH.edges.map(({ id }) => id)).size, GRAPH.edges.length);
  });
});
