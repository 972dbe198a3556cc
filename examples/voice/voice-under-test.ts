import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { MillraceUnderTest } from '../../tests/engine/millrace-under-test.ts';
import { after } from 'node:test';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

/** A Millrace that knows this workflow and no other. */
export async function startVoice(): Promise<MillraceUnderTest> {
  const workflows = mkdtempSync(join(tmpdir(), 'millrace-voice-'));
  writeFileSync(join(workflows, 'voice.mjs'), `export { default } from '${new URL('./voice.ts', import.meta.url).href}';\n`);
  after(() => rmSync(workflows, { recursive: true, force: true }));
  return MillraceUnderTest.start({ workflows });
}
