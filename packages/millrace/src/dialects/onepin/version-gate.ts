import { MillraceError } from '../../domain/errors.ts';

/** The oldest client that is answered. Every answer says so, and a client holds itself to it. */
export const REQUIRED_VERSION = '0.1.0';

export const VERSION_HEADER = { 'X-OnePin-Required-Version': REQUIRED_VERSION } as const;

/** Throws for a client that calls itself `onepin/<version>` and is too old. */
export function refuseOutdatedClient(userAgent: string | undefined): void {
  if (userAgent?.startsWith('onepin/') !== true) return;
  const version = /^onepin\/(\d+(?:\.\d+){0,3})/.exec(userAgent)?.[1];
  if (version === undefined || !isOlder(version, REQUIRED_VERSION)) return;
  throw new MillraceError('upgrade_required', `onepin ${version} is older than ${REQUIRED_VERSION}, which is the oldest that works here.`);
}

function isOlder(version: string, required: string): boolean {
  const [given, least] = [version.split('.').map(Number), required.split('.').map(Number)];
  for (let part = 0; part < Math.max(given.length, least.length); part += 1) {
    const difference = (given[part] ?? 0) - (least[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
