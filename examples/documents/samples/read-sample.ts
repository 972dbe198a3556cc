import { readFile as readFromDisk } from 'node:fs/promises';
import { splitPages } from '../classes/split-pages.ts';
import { extractDocument } from '../extraction/extract-document.ts';
import { groupLines } from '../reading/group-lines.ts';
import { readFile } from '../reading/read-file.ts';
import type { Page } from '../reading/text-layer.ts';
import type { ExtractedDocument } from '../results/document-result.ts';
import type { ShippedName } from './shipped.ts';

const { signal } = new AbortController();

export function sampleBytes(name: ShippedName): Promise<Uint8Array> {
  return readFromDisk(new URL(`./${name}`, import.meta.url));
}

/** For tests: a paper of this folder as the workflow reads it, without a run. */
export async function readSample(name: ShippedName, password: string | null = null): Promise<readonly Page[]> {
  return readFile(await sampleBytes(name), { password, signal });
}

export async function extractSample(name: ShippedName): Promise<readonly ExtractedDocument[]> {
  const pages = await readSample(name);
  const lines = pages.map((page, number) => groupLines(page, number));
  return splitPages(lines).map((document) => extractDocument(document, pages, lines));
}
