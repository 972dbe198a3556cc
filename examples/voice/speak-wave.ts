import type { ClipState } from './clip.ts';
import type { LineVisits } from './line-visits.ts';
import { NODES } from './graph.ts';
import { PROVIDER } from './speech/synthesiser.ts';
import type { RunContext, StepContext } from 'millrace';
import type { TakeShelf } from './take-shelf.ts';
import { setImmediate as breathe } from 'node:timers/promises';
import { creditsFor } from './price.ts';
import { measure } from './audio/measure.ts';

/** The generator visits these clips: each gets its next take, measured and stored. */
export async function speakWave(
  run: RunContext,
  shelf: TakeShelf,
  open: readonly ClipState[],
  visits: LineVisits,
): Promise<readonly ClipState[]> {
  const { lines } = await run.step(NODES.generator, async (step) => {
    const spoken = await speakAll(step, shelf, open);
    chargeFor(step, spoken);
    return { ports: ['out'], lines: spoken };
  });
  const states: ClipState[] = [];
  for (const [index, state] of open.entries()) {
    const line = lines[index];
    if (line === undefined) throw new Error(`The generator has no take of ${state.clip.lineId}.`);
    const { attempt, path, measurements } = line;
    const content = shelf.wav(state.clip, state.settings, path);
    const file = await run.artifact(path, content, { mediaType: 'audio/wav', role: 'intermediate' });
    states.push({ ...state, takes: attempt, take: { attempt, settings: state.settings, file, measurements } });
  }
  visits.visited(open.length, `Spoke ${open.length} lines`);
  return states;
}

async function speakAll(step: StepContext, shelf: TakeShelf, open: readonly ClipState[]) {
  const spoken = [];
  for (const [index, { clip, settings, takes }] of open.entries()) {
    step.signal.throwIfAborted();
    step.progress({ message: `Speaking line ${index + 1} of ${open.length}` });
    const attempt = takes + 1;
    const path = `takes/${clip.locale}/${clip.lineId}.${attempt}.wav`;
    const measurements = measure(await shelf.speak(clip, settings, path));
    const { lineId: line_id, locale, text } = clip;
    spoken.push({
      line_id,
      locale,
      port: 'out',
      attempt,
      settings,
      characters: text.length,
      credits: creditsFor(text),
      path,
      measurements,
    });
    await breathe();
  }
  return spoken;
}

type Spoken = Awaited<ReturnType<typeof speakAll>>;

function chargeFor(step: StepContext, spoken: Spoken): void {
  const total = (of: (line: Spoken[number]) => number): number => spoken.reduce((sum, line) => sum + of(line), 0);
  const credits = total((line) => line.credits);
  step.usage({ provider: PROVIDER, meter: 'characters', quantity: total(({ characters }) => characters), credits });
  step.usage({ provider: PROVIDER, meter: 'calls', quantity: spoken.length });
  step.usage({ provider: PROVIDER, meter: 'audio_ms', quantity: total(({ measurements }) => measurements.duration_ms) });
}
