import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startRun } from '../../packages/millrace/src/commands/start-run.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { isTerminal } from '../../packages/millrace/src/domain/run-status.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';
import type { Millrace } from '../../packages/millrace/src/main.ts';
import { answerParent } from '../child.ts';
import { median } from '../order-statistics.ts';

/**
 * Millrace in one process with its caller: runs of five steps, started by the command that every surface uses, and
 * counted when their end has become durable.
 */
const question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rate'), folder: z.string(), inFlight: z.int(), durationMs: z.number() }),
  z.object({ kind: z.literal('latency'), folder: z.string(), runs: z.int() }),
]);
type Question = z.infer<typeof question>;

let millrace: Millrace | null = null;
const waiting = new Map<string, () => void>();
const ended = new Set<string>();

answerParent(async (asked) => {
  const parsed = question.parse(asked);
  millrace ??= await open(parsed.folder);
  return parsed.kind === 'rate' ? measureRate(millrace, parsed) : measureLatency(millrace, parsed.runs);
});

async function open(folder: string): Promise<Millrace> {
  const data = mkdtempSync(join(folder, 'subject-'));
  const workflows = fileURLToPath(new URL('../workflows/', import.meta.url));
  const opened = await startMillrace(readConfig({ data, workflows, port: '0', logLevel: 'error' }, {}));
  opened.context.journal.onCommitted((runs) => {
    for (const { runId, status } of runs) if (isTerminal(status)) tell(runId);
  });
  return opened;
}

/** The end may become known before the start has been answered. */
function tell(runId: string): void {
  const resolve = waiting.get(runId);
  waiting.delete(runId);
  if (resolve === undefined) ended.add(runId);
  else resolve();
}

async function runOnce({ context, workspaceId }: Millrace): Promise<void> {
  const caller = { workspaceId, actor: null, requestId: null, via: 'api' } as const;
  const { run } = await startRun(context, caller, { workflow: 'five-steps', input: null });
  if (ended.delete(run.id)) return;
  await new Promise<void>((resolve) => {
    waiting.set(run.id, resolve);
  });
}

async function measureRate(subject: Millrace, { inFlight, durationMs }: Extract<Question, { kind: 'rate' }>): Promise<unknown> {
  const begun = performance.now();
  let runs = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - begun < durationMs) {
      await runOnce(subject);
      runs += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { runsPerSecond: runs / ((performance.now() - begun) / 1000) };
}

async function measureLatency(subject: Millrace, runs: number): Promise<unknown> {
  const took: number[] = [];
  for (let index = 0; index < runs; index++) {
    const begun = performance.now();
    await runOnce(subject);
    took.push(performance.now() - begun);
  }
  return { p50Ms: median(took) };
}
