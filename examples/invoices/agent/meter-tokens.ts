import type { Prices } from './agent-schemas.ts';
import type { Reply, Tokens } from './chat-wire.ts';
import type { UsageInput } from 'millrace';

const TOKENS_PER_CREDIT = 1000;
const MILLION = 1_000_000;

/**
 * What one answer of a model has used. `input_tokens` is the whole prompt as the endpoint counts it; what of it was read from
 * the cache, or written to it, is said again by meters of its own, but paid for only there.
 */
export function meterTokens({ tokens }: Reply, provider: string, prices: Prices | null): readonly UsageInput[] {
  const calls: UsageInput[] = [
    { provider, meter: 'llm_calls', quantity: 1, credits: creditsOf(tokens) },
    { provider, meter: 'agent_turns', quantity: 1 },
  ];
  if (tokens === null) return calls;
  const { input, output, cacheRead, cacheWrite } = tokens;
  return [
    ...calls,
    { provider, meter: 'input_tokens', quantity: input, costMicros: cost(input - cacheRead - cacheWrite, prices?.input) },
    { provider, meter: 'output_tokens', quantity: output, costMicros: cost(output, prices?.output) },
    { provider, meter: 'cache_read_tokens', quantity: cacheRead, costMicros: cost(cacheRead, prices?.cache_read ?? prices?.input) },
    { provider, meter: 'cache_write_tokens', quantity: cacheWrite, costMicros: cost(cacheWrite, prices?.cache_write ?? prices?.input) },
  ];
}

function cost(quantity: number, price = 0): number {
  return Math.round((quantity * price) / MILLION);
}

/** One for each started thousand tokens of an answer, and one for an answer whose tokens nobody counted. */
export function creditsOf(tokens: Tokens | null): number {
  return Math.max(1, Math.ceil(((tokens?.input ?? 0) + (tokens?.output ?? 0)) / TOKENS_PER_CREDIT));
}

export function addTokens(sum: Tokens, tokens: Tokens | null): Tokens {
  return {
    input: sum.input + (tokens?.input ?? 0),
    output: sum.output + (tokens?.output ?? 0),
    cacheRead: sum.cacheRead + (tokens?.cacheRead ?? 0),
    cacheWrite: sum.cacheWrite + (tokens?.cacheWrite ?? 0),
  };
}
