import { type LineRow, presentRows, rowOutcome } from './rows.ts';
import { audioPath, waveformPath } from './card.ts';
import { writeManifestCsv, writeManifestJson } from './manifest.ts';
import { type ZipEntry, zipUp } from './zip.ts';
import type { ArtifactRef, RunContext } from 'millrace';
import type { ClipState } from '../clip.ts';
import type { LineVisits } from '../line-visits.ts';
import { NODES } from '../graph.ts';
import type { PreparedLine } from '../make-clips.ts';
import type { VoiceInput } from '../input-schema.ts';
import type { VoiceOutput } from '../output-schema.ts';
import { countTotals } from './totals.ts';
import { drawWaveform } from '../audio/waveform.ts';
import { readWav } from '../audio/wav.ts';

/** Stores the delivered clips under their names, packs them up, and accounts for every line and every clip. */
export async function exportClips(
  run: RunContext,
  input: VoiceInput,
  lines: readonly PreparedLine[],
  states: readonly ClipState[],
  visits: LineVisits,
): Promise<VoiceOutput> {
  await run.step(NODES.sink, () => ({ ports: [], lines: states.map(presentLine) }));
  const files: ArtifactRef[] = [];
  for (const state of states) files.push(...(await storeClip(run, state)));
  const rows = presentRows(lines, states, input.voice);
  const totals = countTotals(lines.length, states);
  await run.artifact('export.zip', zipUp(archive(run, files, rows, totals)), { mediaType: 'application/zip' });
  await run.records('lines', rows, { outcome: rowOutcome });
  await run.items(
    'clips',
    states.map(({ status, reason }) =>
      status === 'delivered' ? { outcome: 'delivered' } : { outcome: 'dropped', reason: reason ?? 'dropped' },
    ),
  );
  visits.visited(states.length, `Exported ${totals.delivered} clips, dropped ${totals.dropped}`);
  return totals;
}

function presentLine(state: ClipState) {
  const { clip, status, reason, take } = state;
  const { lineId: line_id, locale } = clip;
  if (status !== 'delivered') return { line_id, locale, port: null, status, reason };
  return { line_id, locale, port: null, status, path: audioPath(state), duration_ms: take?.measurements.duration_ms ?? 0 };
}

async function storeClip(run: RunContext, state: ClipState): Promise<readonly ArtifactRef[]> {
  const { take, status } = state;
  if (status !== 'delivered' || take === null) return [];
  const audio = await run.artifact(audioPath(state), run.file(take.file).stream(), { mediaType: 'audio/wav' });
  const draw = async function* draw(): AsyncGenerator<string> {
    yield JSON.stringify(drawWaveform(readWav(await run.file(audio).bytes())));
  };
  await run.artifact(waveformPath(state), draw(), { mediaType: 'application/json', role: 'intermediate' });
  return [audio];
}

function* archive(run: RunContext, files: readonly ArtifactRef[], rows: readonly LineRow[], totals: VoiceOutput): Generator<ZipEntry> {
  yield { path: 'manifest.json', content: async () => Buffer.from(writeManifestJson(rows, totals)) };
  yield { path: 'manifest.csv', content: async () => Buffer.from(writeManifestCsv(rows)) };
  for (const file of files) yield { path: file.artifact, content: () => run.file(file).bytes() };
}
