import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { FolderArtifactStore } from '../../packages/millrace/src/artifacts/fs.ts';
import type { Json } from '../../packages/millrace/src/domain/json.ts';
import { MillraceUnderTest } from '../../tests/engine/millrace-under-test.ts';
import { after } from 'node:test';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { voiceOutput } from './output-schema.ts';
import type { VoiceOutput } from './output-schema.ts';
import { z } from 'zod';

const card = z.object({
  locale: z.string(),
  status: z.enum(['delivered', 'dropped']),
  reason: z.string().nullable(),
  audio: z.object({ path: z.string(), duration_ms: z.int(), size_bytes: z.int(), waveform: z.string().nullable() }).nullable(),
  validations: z.array(z.object({ kind: z.string(), score: z.number(), threshold: z.number(), status: z.string() })),
  voice: z.object({ id: z.string(), speed: z.int(), gain_db: z.number(), trimmed: z.boolean() }),
  retry_count: z.int(),
  verdicts: z.array(z.object({ validator_node_id: z.string(), validator_kind: z.string(), attempt: z.int(), problem: z.string() })),
});
const lineRow = z.object({
  line_id: z.string(),
  source_line_id: z.string().nullable(),
  script: z.string(),
  normalised: z.string(),
  script_status: z.string(),
  auto_corrected: z.int(),
  cards: z.array(card),
});

export type Card = z.output<typeof card>;
export type Row = z.output<typeof lineRow>;

/** A Millrace that knows this workflow and no other, and what tests ask of its runs. */
export class VoiceUnderTest {
  readonly under: MillraceUnderTest;

  private constructor(under: MillraceUnderTest) {
    this.under = under;
  }

  static async start(): Promise<VoiceUnderTest> {
    const workflows = mkdtempSync(join(tmpdir(), 'millrace-voice-'));
    const source = new URL('./voice.ts', import.meta.url).href;
    writeFileSync(join(workflows, 'voice.mjs'), `export { default } from ${JSON.stringify(source)};\n`);
    after(() => rmSync(workflows, { recursive: true, force: true }));
    return new VoiceUnderTest(await MillraceUnderTest.start({ workflows }));
  }

  async finish(input: Json): Promise<{ readonly id: string; readonly output: VoiceOutput; readonly rows: readonly Row[] }> {
    const id = await this.under.begin('voice', input);
    return { id, ...(await this.results(id)) };
  }

  async results(id: string): Promise<{ readonly output: VoiceOutput; readonly rows: readonly Row[] }> {
    const output = voiceOutput.parse(await this.under.output(id));
    const { records } = this.under.context.store;
    return { output, rows: z.array(lineRow).parse(records.rows(this.workspaceId, id, 'lines', { from: 0, limit: 1000 })) };
  }

  paths(id: string, role: 'output' | 'intermediate'): readonly string[] {
    return this.under.context.store.artifacts.list(this.workspaceId, id).flatMap((entry) => (entry.role === role ? [entry.path] : []));
  }

  async file(id: string, path: string): Promise<Uint8Array> {
    const entry = this.under.context.store.artifacts.get(this.workspaceId, id, path);
    if (entry === null) throw new Error(`The run has no file ${path}.`);
    const parts: Uint8Array[] = [];
    for await (const part of new FolderArtifactStore(join(this.under.folder, 'artifacts')).read(entry.storageKey)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** Results of the visits to a node, in order. */
  visits(
    id: string,
    node: string,
  ): readonly { readonly ports: readonly string[]; readonly lines: readonly { readonly line_id: string }[] }[] {
    const visit = z.object({ ports: z.array(z.string()), lines: z.array(z.looseObject({ line_id: z.string() })) });
    return this.under
      .changes(id)
      .flatMap((change) =>
        change.type === 'step.completed' && change.name === node ? [visit.parse(JSON.parse(change.payload ?? 'null'))] : [],
      );
  }

  get workspaceId(): string {
    return this.under.millrace.workspaceId;
  }
}
