import { digits, OURS, readRecordedPeers } from './recorded-peers.ts';
import type { RecordedPeers } from './recorded-peers.ts';

const WIDTH = 760;
const LABELS = 250;
const BAR = 16;
const STEP = 24;
const HEAD = 44;
/** Room for the number behind the longest bar. */
const NUMBERS = 70;

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly style: 'ours' | 'engine' | 'queue';
}

/** Bars of the two figures that say most, as a picture that fits a light and a dark page. */
export function renderPeerPicture(): string {
  const recorded = readRecordedPeers();
  const panels = [
    { title: 'Runs of five durable steps per second, 256 in flight', bars: barsOf(recorded, 'w5-256') },
    { title: 'Items per second of one durable map', bars: barsOf(recorded, 'fan-out') },
  ];
  const parts: string[] = [];
  let top = 0;
  for (const { title, bars } of panels) {
    parts.push(renderPanel(title, bars, top));
    top += HEAD + bars.length * STEP + 16;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" font-family="system-ui, sans-serif" font-size="13">
<title>Millrace and its peers</title>
<style>
  text { fill: #1f2328 } .ours { fill: #0a7f5a } .engine { fill: #7d8590 } .queue { fill: #b08a4a }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .ours { fill: #2fbf8f } }
</style>
${parts.join('\n')}
</svg>
`;
}

function barsOf(recorded: RecordedPeers, name: string): readonly Bar[] {
  return recorded.systems
    .flatMap(({ system, title, kind }): readonly Bar[] => {
      const value = recorded.value(system, name);
      if (value === null || (kind !== 'engine' && kind !== 'queue')) return [];
      return [{ label: title, value, style: system.startsWith(OURS) ? 'ours' : kind }];
    })
    .toSorted((a, b) => b.value - a.value);
}

function renderPanel(title: string, bars: readonly Bar[], top: number): string {
  const longest = Math.max(...bars.map(({ value }) => value));
  const lines = bars.map(({ label, value, style }, index) => {
    const y = top + HEAD + index * STEP;
    const width = Math.max(1, Math.round((value / longest) * (WIDTH - LABELS - NUMBERS)));
    return [
      `<text x="${LABELS - 8}" y="${y + 13}" text-anchor="end">${label}</text>`,
      `<rect class="${style}" x="${LABELS}" y="${y}" width="${width}" height="${BAR}" rx="2"/>`,
      `<text x="${LABELS + width + 6}" y="${y + 13}">${digits(value)}</text>`,
    ].join('');
  });
  return [`<text x="0" y="${top + 24}" font-weight="600">${title}</text>`, ...lines].join('\n');
}
