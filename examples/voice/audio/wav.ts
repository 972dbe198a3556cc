import type { Recording } from './recording.ts';

const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
const PCM = 1;

/** A WAV file: one channel of 16-bit PCM. */
export function writeWav({ samples, sampleRate }: Recording): Uint8Array {
  const dataBytes = samples.length * BYTES_PER_SAMPLE;
  const file = Buffer.alloc(HEADER_BYTES + dataBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * BYTES_PER_SAMPLE, 28);
  file.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  file.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  for (const [index, sample] of samples.entries()) file.writeInt16LE(sample, HEADER_BYTES + BYTES_PER_SAMPLE * index);
  return file;
}

/** Reads what `writeWav` wrote. Throws when the file is anything else. */
export function readWav(bytes: Uint8Array): Recording {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isOurs =
    file.length >= HEADER_BYTES &&
    file.toString('latin1', 0, 4) === 'RIFF' &&
    file.toString('latin1', 8, 16) === 'WAVEfmt ' &&
    file.readUInt16LE(20) === PCM &&
    file.readUInt16LE(22) === 1 &&
    file.readUInt16LE(34) === 8 * BYTES_PER_SAMPLE &&
    file.readUInt32LE(40) === file.length - HEADER_BYTES;
  if (!isOurs) throw new Error(`This is no WAV file with one channel of 16-bit PCM (${file.length} bytes).`);
  const samples = new Int16Array((file.length - HEADER_BYTES) / BYTES_PER_SAMPLE);
  for (let index = 0; index < samples.length; index++) samples[index] = file.readInt16LE(HEADER_BYTES + BYTES_PER_SAMPLE * index);
  return { sampleRate: file.readUInt32LE(24), samples };
}
