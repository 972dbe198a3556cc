import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../set-up.mjs';
import { markdownTable } from './markdown-table.ts';

const recorded = z.object({
  about: z.string(),
  figures: z.array(
    z.object({
      name: z.string(),
      value: z.number(),
      unit: z.string(),
      floor: z.number().nullable(),
      ratio: z.number().nullable(),
      goal: z.string().nullable(),
      met: z.boolean().nullable(),
    }),
  ),
});

/** The figures of the last recorded run of `npm run bench -- <set>`. */
export function renderRecordedFigures(set: 'core' | 'dialects'): string {
  const { about, figures } = recorded.parse(JSON.parse(readFileSync(join(root, `bench/results/${set}.json`), 'utf8')));
  const rows = figures.map(({ name, value, unit, floor, ratio, goal, met }) => [
    name,
    `${rounded(value)} ${unit}`,
    floor === null ? '' : rounded(floor),
    ratio === null ? '' : ratio.toFixed(2),
    goal ?? '',
    verdict(met),
  ]);
  return `${about}\n\n${markdownTable(['Measured', 'Value', 'Floor', 'Ratio', 'Goal', 'Met'], rows)}`;
}

function rounded(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: true });
}

function verdict(met: boolean | null): string {
  if (met === null) return '';
  return met ? 'yes' : '**no**';
}
