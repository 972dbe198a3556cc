import type { Page as OcrPage } from 'tesseract.js';
import { imageSize } from './image-size.ts';
import { OcrEngine } from './ocr-engine.ts';
import type { Page, Word } from './text-layer.ts';
import { UnreadableFile } from './unreadable-file.ts';

const MAX_PIXELS = 50_000_000;
const engine = new OcrEngine();

/** The text of an image with where it stands, in pixels. Throws an UnreadableFile; an aborted signal ends the waiting. */
export async function readImage(bytes: Uint8Array, signal: AbortSignal): Promise<Page> {
  const size = imageSize(bytes);
  if (size === null) throw new UnreadableFile('The image is broken: it does not say how large it is.');
  if (size.width * size.height > MAX_PIXELS) {
    throw new UnreadableFile(`The image has ${size.width} times ${size.height} pixels; at most ${MAX_PIXELS} are read.`);
  }
  const found = await engine.use(async (worker) => {
    const recognized = worker.recognize(Buffer.from(bytes), {}, { blocks: true, text: false });
    return Promise.race([recognized, aborted(signal)]).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new UnreadableFile(`The image is broken: ${error instanceof Error ? error.message : String(error)}`);
    });
  });
  const words = wordsOf(found.data);
  if (words.length === 0) throw new UnreadableFile('No text was found in the image.');
  return { ...size, words };
}

function wordsOf({ blocks }: OcrPage): readonly Word[] {
  const lines = (blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines
    .flatMap((line) => line.words)
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, bbox, confidence }) => ({
      text: text.trim(),
      box: { left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 },
      confidence: Math.round(Math.min(100, Math.max(0, confidence)) * 100) / 10_000,
    }));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new Error('The reading was stopped.', { cause: signal.reason }));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
