import { VOICE_LANGUAGES, voiceFor, voiceId } from './voices.ts';
import { suite, test } from 'node:test';
import { TakeShelf } from '../take-shelf.ts';
import assert from 'node:assert/strict';
import { durationMs } from '../audio/recording.ts';
import { measure } from '../audio/measure.ts';
import { openSynthesiser } from './synthesiser.ts';
import { readWav } from '../audio/wav.ts';

const say = await openSynthesiser();
const plain = { voice: 'en-us', speed: 165, pitch: 50 };
const SENTENCE = 'Welcome aboard the night train to Vienna.';

suite('real speech', () => {
  test('is loud enough, does not clip, and is as long as somebody needs to say it', async () => {
    const { duration_ms, speech_level_dbfs, clipping_ratio, peak_dbfs } = measure(await say({ ...plain, text: SENTENCE }));
    assert.ok(duration_ms > 1500 && duration_ms < 4000, `${duration_ms} ms`);
    assert.ok(speech_level_dbfs > -26 && speech_level_dbfs < -14, `${speech_level_dbfs} dBFS`);
    assert.ok(peak_dbfs > -12, `${peak_dbfs} dBFS`);
    assert.equal(clipping_ratio, 0);
  });

  test('gets longer with the text, and shorter with the speed', async () => {
    const lengths = [];
    for (const count of [1, 2, 4]) lengths.push(durationMs(await say({ ...plain, text: `${SENTENCE} `.repeat(count) })));
    const [one = 0, two = 0, four = 0] = lengths;
    assert.ok(two > 1.8 * one && four > 1.8 * two, lengths.join(', '));
    assert.ok(durationMs(await say({ ...plain, speed: 330, text: SENTENCE })) < 0.7 * one);
  });

  test('is the same for the same words, whatever was said before', async () => {
    const first = await say({ ...plain, text: SENTENCE });
    await say({ ...plain, voice: 'de', text: 'Etwas ganz anderes.' });
    assert.deepEqual(await say({ ...plain, text: SENTENCE }), first);
  });

  test('sounds different in another voice, another pitch and another language', async () => {
    const sounds = [plain, { ...plain, voice: voiceId('en-us', 'f2') }, { ...plain, pitch: 80 }, { ...plain, voice: 'de' }];
    const samples = new Set<string>();
    for (const sound of sounds) samples.add(Buffer.from((await say({ ...sound, text: SENTENCE })).samples.buffer).toString('base64'));
    assert.equal(samples.size, sounds.length);
  });

  test('takes what looks like markup for words', async () => {
    const spoken = await say({ ...plain, text: 'a <break time="5s"/> & b' });
    assert.ok(measure(spoken).longest_pause_ms < 1000);
  });

  test('needs a voice that there is', async () => {
    await assert.rejects(say({ ...plain, voice: 'xx-none', text: SENTENCE }), /no voice xx-none/);
  });
});

suite('voices', () => {
  test('every language that is offered has one', async () => {
    const { default: start } = await import('@echogarden/espeak-ng-emscripten');
    const { eSpeakNGWorker: Worker } = await start();
    const worker = new Worker();
    assert.deepEqual(
      [...VOICE_LANGUAGES].filter((name) => worker.set_voice(name) !== 0),
      [],
    );
    assert.ok(VOICE_LANGUAGES.size > 100);
  });

  test('a tag gets the nearest voice', () => {
    const wanted = {
      'en-US': 'en-us',
      en: 'en-us',
      'en-AU': 'en',
      'de-AT': 'de',
      fr: 'fr',
      'fr-CA': 'fr',
      'pt-BR': 'pt-br',
      pt_PT: 'pt',
    };
    const tags = Object.entries({ ...wanted, 'zh-Hans-CN': 'cmn', 'es-MX': 'es-419' });
    for (const [tag, voice] of tags) assert.equal(voiceFor(tag), voice, tag);
    assert.equal(voiceFor('tlh-KX'), null);
  });
});

test('a take that was lost before it was stored is spoken again, the same to the last byte', async () => {
  const clip = { lineId: 'a', lineIndex: 0, locale: 'en-US', voiceLanguage: 'en-us', text: SENTENCE };
  const settings = { speed: 165, pitch: 50, gain_db: 3, trim: true };
  const shelf = new TakeShelf('default');
  const spoken = await shelf.speak(clip, settings, 'takes/a.1.wav');
  const files: Uint8Array[] = [];
  for (const source of [shelf, new TakeShelf('default')]) {
    for await (const part of source.wav(clip, settings, 'takes/a.1.wav')) files.push(part);
  }
  assert.deepEqual(files[0], files[1]);
  assert.deepEqual(readWav(files[0] ?? new Uint8Array()), spoken);
});
