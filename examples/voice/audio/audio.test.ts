import { recording, tone, RATE } from './made-up-sound.ts';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { changeGain } from './change-gain.ts';
import { drawWaveform } from './waveform.ts';
import { measure } from './measure.ts';
import { readWav, writeWav } from './wav.ts';
import { trimSilence } from './trim-silence.ts';

const near = (actual: number, expected: number, by: number): void =>
  assert.ok(Math.abs(actual - expected) <= by, `${actual} is not within ${by} of ${expected}`);

suite('files', () => {
  test('a recording comes back from its file as it was', () => {
    const original = recording(tone(100, 20_000), Int16Array.of(-32_768, 32_767, 0));
    assert.deepEqual(readWav(writeWav(original)), original);
  });

  test('the header says one channel of 16-bit PCM, the rate and the sizes', () => {
    const file = Buffer.from(writeWav(recording(tone(1000, 1000))));
    assert.equal(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16), 'RIFFWAVEfmt ');
    assert.equal(file.readUInt32LE(4), file.length - 8);
    assert.deepEqual([file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24)], [1, 1, RATE]);
    assert.deepEqual([file.readUInt32LE(28), file.readUInt16LE(32), file.readUInt16LE(34)], [2 * RATE, 2, 16]);
    assert.equal(file.readUInt32LE(40), 2 * RATE);
  });

  test('what is no such file is refused', () => {
    assert.throws(() => readWav(Buffer.from('RIFF')), /no WAV file/);
    assert.throws(() => readWav(writeWav(recording(tone(10, 1000))).subarray(0, 100)), /no WAV file/);
  });
});

suite('measurements', () => {
  test('a tone has the length, the peak and the level that it was made with', () => {
    const { duration_ms, peak_dbfs, rms_dbfs, speech_level_dbfs, clipping_ratio } = measure(recording(tone(1500, 16_384)));
    assert.equal(duration_ms, 1500);
    near(peak_dbfs, -6.02, 0.05);
    near(rms_dbfs, -9.03, 0.05);
    near(speech_level_dbfs, -9.03, 0.05);
    assert.equal(clipping_ratio, 0);
  });

  test('silence at the ends and in the middle is found, and does not lower the level of speech', () => {
    const spoken = recording(tone(250, 0), tone(400, 8000), tone(600, 0), tone(400, 8000), tone(350, 0));
    const found = measure(spoken);
    near(found.leading_silence_ms, 250, 10);
    near(found.longest_pause_ms, 600, 10);
    near(found.trailing_silence_ms, 350, 10);
    near(found.speech_level_dbfs, measure(recording(tone(400, 8000))).speech_level_dbfs, 0.2);
    assert.ok(found.rms_dbfs < found.speech_level_dbfs - 3);
  });

  test('samples at full scale are counted', () => {
    assert.ok(measure(recording(tone(500, 60_000))).clipping_ratio > 0.3);
  });

  test('silence has a length and no level, and no sound at all has neither', () => {
    const silent = measure(recording(tone(300, 0)));
    assert.deepEqual([silent.duration_ms, silent.leading_silence_ms, silent.speech_level_dbfs], [300, 300, -96]);
    const nothing = measure(recording());
    assert.deepEqual([nothing.duration_ms, nothing.rms_dbfs, nothing.clipping_ratio], [0, -96, 0]);
  });
});

suite('changes', () => {
  test('gain changes the level by as much as it says, until full scale', () => {
    const before = recording(tone(300, 4000));
    near(measure(changeGain(before, 6)).rms_dbfs - measure(before).rms_dbfs, 6, 0.05);
    near(measure(changeGain(before, -12)).rms_dbfs - measure(before).rms_dbfs, -12, 0.05);
    assert.ok(measure(changeGain(before, 30)).clipping_ratio > 0.3);
  });

  test('trimming cuts silent ends and shortens long pauses, and keeps every word', () => {
    const trimmed = measure(trimSilence(recording(tone(500, 0), tone(400, 8000), tone(1500, 0), tone(400, 8000), tone(500, 0))));
    near(trimmed.leading_silence_ms, 50, 10);
    near(trimmed.trailing_silence_ms, 50, 10);
    near(trimmed.longest_pause_ms, 350, 20);
    near(trimmed.duration_ms, 50 + 400 + 350 + 400 + 50, 40);
  });

  test('trimming leaves a recording without speech alone', () => {
    const silent = recording(tone(500, 0));
    assert.equal(trimSilence(silent), silent);
  });

  test('a waveform has at most 200 columns between -100 and 100', () => {
    const { peaks, duration_ms } = drawWaveform(recording(tone(3000, 32_767)));
    assert.equal(duration_ms, 3000);
    assert.ok(peaks.length <= 200 && peaks.length > 150);
    assert.deepEqual(peaks[10], [-100, 100]);
  });
});
