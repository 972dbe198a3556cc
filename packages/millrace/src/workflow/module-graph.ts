import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const VERSION_LENGTH = 12;

/** Notes which module imports which, so that the version of a workflow can be the hash of all of its own code. */
export class ModuleGraph {
  private readonly imports = new Map<string, Set<string>>();

  constructor() {
    registerHooks({
      resolve: (specifier, context, next) => {
        const resolved = next(specifier, context);
        if (context.parentURL !== undefined) this.note(context.parentURL, resolved.url);
        return resolved;
      },
    });
  }

  /** The hash of the file and of everything it imports that belongs to it: not packages, not what comes with Node. */
  versionOf(url: string): string {
    const hash = createHash('sha256');
    for (const file of [...this.reachable(url)].toSorted()) hash.update(readFileSync(fileURLToPath(file))).update('\0');
    return hash.digest('hex').slice(0, VERSION_LENGTH);
  }

  private note(parent: string, child: string): void {
    if (!isOwnCode(child)) return;
    const children = this.imports.get(parent);
    if (children === undefined) this.imports.set(parent, new Set([child]));
    else children.add(child);
  }

  private reachable(from: string, found = new Set<string>()): ReadonlySet<string> {
    if (found.has(from)) return found;
    found.add(from);
    for (const child of this.imports.get(from) ?? []) this.reachable(child, found);
    return found;
  }
}

const PACKAGE_ROOT = new URL('..', import.meta.url).href;

function isOwnCode(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(PACKAGE_ROOT);
}
