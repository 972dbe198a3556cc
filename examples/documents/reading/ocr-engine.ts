import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'tesseract.js';

/**
 * One OCR worker for all who read at the same time. It lives from the first image to the last: a thread with a model of
 * some ten megabytes is too dear for each image, and must not outlive a run that is left in the middle of its work.
 */
export class OcrEngine {
  #worker: Promise<Worker> | null = null;
  #users = 0;

  async use<T>(work: (worker: Worker) => Promise<T>): Promise<T> {
    this.#users += 1;
    this.#worker ??= startWorker();
    const worker = this.#worker;
    try {
      return await work(await worker);
    } finally {
      this.#users -= 1;
      if (this.#users === 0) {
        this.#worker = null;
        await (await worker.catch(() => null))?.terminate();
      }
    }
  }
}

async function startWorker(): Promise<Worker> {
  const { createWorker } = await import('tesseract.js');
  const model = dirname(fileURLToPath(import.meta.resolve('@tesseract.js-data/eng/package.json')));
  return createWorker('eng', 1, {
    langPath: join(model, '4.0.0_best_int'),
    gzip: true,
    cacheMethod: 'none',
    // A failed job rejects its promise; without a listener it would be thrown once more, where nobody catches it.
    errorHandler: () => {},
  });
}
