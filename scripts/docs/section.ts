import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up.mjs';
import { renderClientFlags, renderCommands, renderOwnFlags } from './cli-commands.ts';
import { renderClientEnvironment, renderSettings } from './configuration.ts';
import { renderErrors } from './errors.ts';
import { renderExitCodes } from './exit-codes.ts';
import { renderLayerTable } from './layer-table.ts';
import { renderLimits } from './limits.ts';
import { renderOperations } from './operations.ts';
import { renderPeerFigures } from './peers/peer-figures.ts';
import { renderPeerPicture } from './peers/peer-picture.ts';
import { renderReliability } from './reliability/page.ts';
import { renderRunStates, renderStatusReasons } from './run-states.ts';
import { renderRecordedFigures } from './recorded-figures.ts';

/** A part of a page that is written from the code. */
export interface Section {
  readonly page: string;
  readonly name: string;
  readonly render: () => string;
}

export const SECTIONS: readonly Section[] = [
  { page: 'README.md', name: 'hello', render: () => fenced('ts', readPage('examples/hello/hello.ts')) },
  { page: 'ARCHITECTURE.md', name: 'layers', render: renderLayerTable },
  { page: 'docs/run-states.md', name: 'states', render: renderRunStates },
  { page: 'docs/run-states.md', name: 'reasons', render: renderStatusReasons },
  { page: 'docs/errors.md', name: 'errors', render: renderErrors },
  { page: 'docs/configuration.md', name: 'settings', render: renderSettings },
  { page: 'docs/configuration.md', name: 'client', render: renderClientEnvironment },
  { page: 'docs/benchmarks.md', name: 'core-figures', render: () => renderRecordedFigures('core') },
  { page: 'docs/benchmarks.md', name: 'dialect-figures', render: () => renderRecordedFigures('dialects') },
  { page: 'docs/benchmarks.md', name: 'peer-figures', render: renderPeerFigures },
  { page: 'docs/cli.md', name: 'commands', render: renderCommands },
  { page: 'docs/cli.md', name: 'client-flags', render: renderClientFlags },
  { page: 'docs/cli.md', name: 'own-flags', render: renderOwnFlags },
  { page: 'docs/cli.md', name: 'exit-codes', render: renderExitCodes },
  { page: 'docs/http-api.md', name: 'operations', render: renderOperations },
  { page: 'docs/limits.md', name: 'limits', render: renderLimits },
];

/** Files that are written as a whole. */
export const WHOLE_FILES: readonly { readonly path: string; readonly render: () => string }[] = [
  { path: 'docs/peers.svg', render: renderPeerPicture },
  { path: 'docs/reliability.md', render: renderReliability },
];

/** The page as it should be: its own words, and this section as the code has it. */
export function withSection(page: string, { name, render }: Section): string {
  const begin = `<!-- ${name}: written by npm run docs -->`;
  const end = `<!-- end of ${name} -->`;
  const [before, after] = [page.indexOf(begin), page.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`The page has no section ${name}: it begins with "${begin}" and ends with "${end}".`);
  return `${page.slice(0, before)}${begin}\n\n${render()}\n\n${page.slice(after)}`;
}

export function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
