import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { VERSION } from '../../../packages/millrace/src/version.ts';
import type { Peer } from './peer.ts';
import { runCommand } from './server-process.ts';

const LIMIT_MS = 240_000;

/** Installs exactly what the lock file of a peer names; no scripts of packages are run. */
export async function installPeer({ folder }: Peer): Promise<void> {
  const cwd = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  if (!existsSync(`${cwd}package.json`)) return;
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`, SCARF_ANALYTICS: 'false' };
  const options = { cwd, env, limitMs: LIMIT_MS };
  await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (!existsSync(`${cwd}requirements.txt`)) return;
  const python = ['install', '--quiet', '--no-deps', '--require-hashes', '--target', 'node_modules/.python', '-r', 'requirements.txt'];
  await runCommand('pip', [...python, '--root-user-action=ignore'], options);
}

/** Why a peer cannot be run as it stands; null when it can. */
export function whyNotInstalled({ folder }: Peer): string | null {
  const place = new URL(`../${folder}/`, import.meta.url);
  const isBare = existsSync(new URL('./package.json', place)) && !existsSync(new URL('./node_modules/', place));
  return isBare ? 'Not installed: add --install.' : null;
}

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/** The pinned version of a peer, or of Millrace. */
export function versionOf({ folder, packages, kind }: Peer): string {
  if (packages.length === 0) return kind === 'floor' ? '' : VERSION;
  const text = readFileSync(new URL(`../${folder}/package.json`, import.meta.url), 'utf8');
  const { dependencies } = manifest.parse(JSON.parse(text));
  return packages.map((name) => dependencies[name] ?? 'unknown').join(' / ');
}
