import { NODES, GRAPH } from './graph.ts';
import type { EstimateOptions } from 'millrace';
import type { VoiceInput } from './input-schema.ts';
import { localesOf } from './clip.ts';
import { normalise } from './normalise/normalise.ts';
import { readScript } from './script.ts';

const CHARACTERS_PER_CREDIT = 100;
/** One line in eight is spoken once more: about what scripts like the sample need. */
const EXPECTED_RETRIES = 0.125;

/** One credit for each started 100 characters, for every take. */
export function creditsFor(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_CREDIT);
}

/** At least one take of each line that has words, at most all retries of all of them. Only speaking costs anything. */
export function estimate(input: VoiceInput): EstimateOptions {
  const min = readScript(input).reduce((sum, { text, language }) => {
    const spoken = normalise(text, language).text;
    return sum + creditsFor(spoken) * localesOf(language, input).length;
  }, 0);
  const max = min * (1 + input.max_retries);
  const whole = { min, expected: Math.min(max, Math.ceil(min * (1 + EXPECTED_RETRIES))), max };
  const nothing = { min: 0, expected: 0, max: 0 };
  const breakdown = GRAPH.nodes.map(({ id, type }) => ({ name: id, kind: type, ...(id === NODES.generator ? whole : nothing) }));
  return { ...whole, breakdown };
}
