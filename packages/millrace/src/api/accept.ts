/** Whether an Accept header lets one of the media types through. No header lets everything through. */
export function accepts(accept: string | undefined, mediaTypes: readonly string[]): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  const ranges = accept.split(',').map(parseRange);
  return mediaTypes.some((mediaType) => qualityOf(ranges, mediaType) > 0);
}

/** Whether a media type is asked for by name and not only let through by a wildcard. */
export function prefers(accept: string | undefined, mediaType: string): boolean {
  return (
    accept !== undefined &&
    accept
      .split(',')
      .map(parseRange)
      .some((range) => range.type === mediaType && range.quality > 0)
  );
}

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

function parseRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: Number.isFinite(quality) ? quality : 0 };
}

/** The most specific range that covers a type decides. */
function qualityOf(ranges: readonly MediaRange[], mediaType: string): number {
  const group = `${mediaType.slice(0, mediaType.indexOf('/'))}/*`;
  for (const pattern of [mediaType, group, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === pattern);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
