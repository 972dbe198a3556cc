import { type ClipState, localesOf, planClips } from './clip.ts';
import { type ScriptLine, readScript } from './script.ts';
import type { LineVisits } from './line-visits.ts';
import { NODES } from './graph.ts';
import type { RunContext } from 'millrace';
import { TakeShelf } from './take-shelf.ts';
import { VALIDATORS } from './validate/validators.ts';
import type { VoiceInput } from './input-schema.ts';
import { normalise } from './normalise/normalise.ts';
import { speakWave } from './speak-wave.ts';
import { validateWave } from './validate-wave.ts';

/** So many clips go round together: a step is over within seconds, and a run can be paused after each. */
const CLIPS_PER_WAVE = 20;
const VISITS_PER_TAKE = 1 + VALIDATORS.length;

export interface PreparedLine extends ScriptLine {
  readonly spoken: string;
  readonly corrections: number;
}

/** Reads the script and puts it into words. */
export async function prepareLines(run: RunContext, input: VoiceInput, visits: LineVisits): Promise<readonly PreparedLine[]> {
  const all = readScript(input);
  const clipCount = all.reduce((sum, { language }) => sum + localesOf(language, input).length, 0);
  visits.expect(2 * all.length + (VISITS_PER_TAKE + 1) * clipCount);
  const source = await run.stage('script', () =>
    run.step(NODES.source, () => {
      const lines = readScript(input);
      return {
        ports: ['out'],
        lines: lines.map(({ lineId, text, language }) => ({ line_id: lineId, port: 'out', language, script: text })),
      };
    }),
  );
  visits.visited(source.lines.length, `Read ${source.lines.length} lines`);
  const { lines } = await run.stage('normalise', () =>
    run.step(NODES.normalizer, () => ({
      ports: ['out'],
      lines: source.lines.map(({ line_id, script, language }) => {
        const { text, corrections } = normalise(script, language);
        return { line_id, port: text === '' ? null : 'out', normalised: text, corrections };
      }),
    })),
  );
  visits.visited(lines.length, `Put ${lines.length} lines into words`);
  return all.map((line, index) => {
    const { normalised = '', corrections = 0 } = lines[index] ?? {};
    return { ...line, spoken: normalised, corrections };
  });
}

/** Speaks and checks every line in every language, until each clip is delivered or dropped. In the order of the script. */
export async function makeClips(
  run: RunContext,
  input: VoiceInput,
  lines: readonly PreparedLine[],
  visits: LineVisits,
): Promise<readonly ClipState[]> {
  const planned = planClips(lines, new Map(lines.map(({ lineId, spoken }) => [lineId, spoken])), input);
  const open = planned.filter(isOpen);
  visits.expect(-VISITS_PER_TAKE * (planned.length - open.length));
  const shelf = new TakeShelf(input.voice);
  const settled = new Map(planned.map((state) => [state.clip, state]));
  for (let from = 0; from < open.length; from += CLIPS_PER_WAVE) {
    const clips = open.slice(from, from + CLIPS_PER_WAVE);
    for (const state of await goRound(run, input, shelf, clips, visits)) settled.set(state.clip, state);
  }
  return [...settled.values()];
}

/** From the generator through the validators and back to the generator, as often as there is a clip to make again. */
async function goRound(
  run: RunContext,
  input: VoiceInput,
  shelf: TakeShelf,
  clips: readonly ClipState[],
  visits: LineVisits,
): Promise<readonly ClipState[]> {
  const rules = { thresholds: input.validators, maxRetries: input.max_retries };
  const done: ClipState[] = [];
  for (let open = clips; open.length > 0;) {
    const speaking = open;
    const taken = await run.stage('speech', () => speakWave(run, shelf, speaking, visits));
    shelf.clear();
    const checked = await run.stage('validate', () => validateWave(run, taken, rules, visits));
    done.push(...checked.filter((state) => !isOpen(state)));
    open = checked.filter(isOpen);
    visits.expect(VISITS_PER_TAKE * open.length);
  }
  return done;
}

function isOpen({ status }: ClipState): boolean {
  return status === 'open';
}
