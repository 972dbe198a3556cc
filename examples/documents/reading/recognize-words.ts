import type { Page as OcrPage } from 'tesseract.js';
import { OcrEngine } from './ocr-engine.ts';
import type { Word } from './text-layer.ts';
import { UnreadableFile } from './unreadable-file.ts';

const engine = new OcrEngine();

/** The words of a picture (PNG, JPEG or PNM), in its pixels. Throws an UnreadableFile; an aborted signal ends the waiting. */
export async function recognizeWords(picture: Uint8Array, signal: AbortSignal): Promise<readonly Word[]> {
  const found = await engine.use(async (worker) => {
    const recognized = worker.recognize(Buffer.from(picture), {}, { blocks: true, text: false });
    return Promise.race([recognized, aborted(signal)]).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new UnreadableFile(`The image is broken: ${error instanceof Error ? error.message : String(error)}`);
    });
  });
  return wordsOf(found.data);
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
