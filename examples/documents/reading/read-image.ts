import { imageSize } from './image-size.ts';
import { recognizeWords } from './recognize-words.ts';
import type { Page } from './text-layer.ts';
import { UnreadableFile } from './unreadable-file.ts';

export const MAX_PIXELS = 50_000_000;

/** The text of an image with where it stands, in pixels. Throws an UnreadableFile; an aborted signal ends the waiting. */
export async function readImage(bytes: Uint8Array, signal: AbortSignal): Promise<Page> {
  const size = imageSize(bytes);
  if (size === null) throw new UnreadableFile('The image is broken: it does not say how large it is.');
  if (size.width * size.height > MAX_PIXELS) {
    throw new UnreadableFile(`The image has ${size.width} times ${size.height} pixels; at most ${MAX_PIXELS} are read.`);
  }
  const words = await recognizeWords(bytes, signal);
  if (words.length === 0) throw new UnreadableFile('No text was found in the image.');
  return { ...size, words };
}
