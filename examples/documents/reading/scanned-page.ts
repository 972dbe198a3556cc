import type { extractImages } from 'unpdf';
import { MAX_PIXELS } from './read-image.ts';
import { recognizeWords } from './recognize-words.ts';
import type { Box, Page, Word } from './text-layer.ts';

type Picture = Pick<Awaited<ReturnType<typeof extractImages>>[number], 'data' | 'width' | 'height' | 'channels'>;

/** A scan fills its page; a picture of another shape is an illustration, and nobody knows where on the page it is. */
const MOST_DIFFERENCE_IN_SHAPE = 0.03;

/** The words of the picture that fills a page, in the units of the page; none when there is no such picture. */
export async function readScannedPage(
  pictures: readonly Picture[],
  { width, height }: Pick<Page, 'width' | 'height'>,
  signal: AbortSignal,
): Promise<readonly Word[]> {
  const scan = pictures.find((picture) => {
    const shape = picture.width / picture.height / (width / height);
    return Math.abs(shape - 1) <= MOST_DIFFERENCE_IN_SHAPE && picture.width * picture.height <= MAX_PIXELS;
  });
  if (scan === undefined) return [];
  const words = await recognizeWords(toPnm(scan), signal);
  return words.map((word) => ({ ...word, box: scaled(word.box, width / scan.width, height / scan.height) }));
}

/** The simplest picture there is: a header and the pixels, grey or coloured. */
function toPnm({ data, width, height, channels }: Picture): Uint8Array {
  const kept = channels === 1 ? 1 : 3;
  const header = Buffer.from(`P${kept === 1 ? 5 : 6}\n${width} ${height}\n255\n`);
  const pixels = Buffer.alloc(width * height * kept);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < kept; channel++) pixels[pixel * kept + channel] = data[pixel * channels + channel] ?? 0;
  }
  return Buffer.concat([header, pixels]);
}

function scaled({ left, top, right, bottom }: Box, across: number, down: number): Box {
  return { left: round(left * across), top: round(top * down), right: round(right * across), bottom: round(bottom * down) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
