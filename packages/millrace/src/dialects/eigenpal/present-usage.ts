import { chargedCredits } from '../../domain/ledger.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { UsageEntry } from '../../domain/usage.ts';

/** Sums by meter. What was never measured is null where the vendor has null, and 0 where it has only numbers. */
export function presentUsage(run: Run, entries: readonly UsageEntry[]): JsonObject {
  const sums = new Map<string, number>();
  for (const { meter, quantity } of entries) sums.set(meter, (sums.get(meter) ?? 0) + quantity);
  const measured = (meter: string): number | null => sums.get(meter) ?? null;
  const finishedAt = 'finishedAt' in run ? run.finishedAt : null;
  return {
    tokens: {
      input: measured('input_tokens'),
      output: measured('output_tokens'),
      cacheRead: measured('cache_read_tokens'),
      cacheWrite: measured('cache_write_tokens'),
    },
    // Credits are charged at the end, and not before.
    creditsCharged: finishedAt === null ? null : chargedCredits(run.credits, run.creditsUsed),
    durationMs: finishedAt === null || run.startedAt === null ? null : finishedAt - run.startedAt,
    llmCallCount: sums.get('llm_calls') ?? 0,
    ocrPagesProcessed: sums.get('ocr_pages') ?? 0,
    agentTurns: measured('agent_turns'),
  };
}
