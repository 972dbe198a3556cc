import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';

const MILLRACE = pathToFileURL(join(import.meta.dirname, '../../packages/millrace/src/index.ts')).href;

/** A folder of workflows with one in it, `changing`, whose function a test writes anew before a reload. */
export class ChangingWorkflow {
  readonly folder = mkdtempSync(join(tmpdir(), 'millrace-workflows-'));

  constructor(body = 'return null;') {
    this.write(body);
    after(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Another file of the folder. `millrace` in it is the package under test. */
  add(file: string, source: string): void {
    writeFileSync(join(this.folder, file), source.replace("from 'millrace'", `from '${MILLRACE}'`));
  }

  remove(file: string): void {
    rmSync(join(this.folder, file));
  }

  /** The body of the function, which has `run` and `delay(ms)`. */
  write(body: string): void {
    const head = `import { setTimeout as delay } from 'node:timers/promises';\nimport { defineWorkflow } from '${MILLRACE}';`;
    const options = "{ name: 'changing', retry: { initialIntervalMs: 20 } }";
    this.writeSource(`${head}\nexport default defineWorkflow(${options}, async (run) => {\n${body}\n});\n`);
  }

  /** The file as a whole. */
  writeSource(source: string): void {
    writeFileSync(join(this.folder, 'changing.ts'), source);
  }
}
