import type { Json } from '../../domain/json.ts';
import { chargedCredits } from '../../domain/ledger.ts';
import { isTerminal } from '../../domain/run-status.ts';
import type { Run } from '../../domain/run.ts';
import { fillTemplate } from '../template.ts';
import type { DeclaredPipeline } from './declaration.ts';

export type RunStatusWord = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';

/** There is no word for waiting and none for paused: such a run is running once it has started, and pending before. */
export function statusWord(run: Run): RunStatusWord {
  if (run.status === 'completed' || run.status === 'failed' || run.status === 'cancelled') return run.status;
  return run.startedAt === null ? 'pending' : 'running';
}

const MESSAGES = {
  pending: 'Waiting to start.',
  running: 'Running.',
  completed: 'Run complete.',
  failed: 'Run failed.',
  cancelled: 'Run cancelled.',
} as const satisfies { readonly [W in RunStatusWord]: string };

export function presentProgress(run: Run): { readonly percent: number; readonly message: string } {
  const word = statusWord(run);
  const said = isTerminal(run.status) ? null : run.progress.message;
  return { percent: run.progress.percent, message: said ?? MESSAGES[word] };
}

export interface Handle {
  readonly asset_id: string;
  readonly label: string;
  readonly kind: string;
}

export interface GrowthRun {
  readonly run_id: string;
  readonly status: RunStatusWord;
  readonly stage_status: { readonly [stage: string]: RunStatusWord };
  readonly progress: { readonly percent: number; readonly message: string };
  readonly result_handles: readonly Json[];
  readonly artifact_handles: readonly Handle[];
  readonly export_handles: readonly Handle[];
  readonly preview: Json;
  readonly data_source_mix: Json;
  readonly gap_report: Json;
}

/** All containers are there from the start, and empty until there is something in them. `output` is null until the run completed. */
export function presentGrowthRun(run: Run, declared: DeclaredPipeline, output: Json): GrowthRun {
  const isComplete = run.status === 'completed';
  return {
    run_id: run.id,
    status: statusWord(run),
    stage_status: presentStages(run, declared),
    progress: presentProgress(run),
    result_handles: isComplete ? declared.results.map(({ result_id, label }) => ({ result_id, label })) : [],
    artifact_handles: isComplete ? declared.artifacts.map(presentHandle) : [],
    export_handles: isComplete ? declared.exports.map(presentHandle) : [],
    preview: presentPreview(run, declared, output),
    data_source_mix: isComplete ? filled(declared.data_source_mix, output) : {},
    gap_report: isComplete ? filled(declared.gap_report, output) : {},
  };
}

export function presentHandle({ asset_id, label, kind }: Handle): Handle {
  return { asset_id, label, kind };
}

/** What stands in the output under a template, or nothing. */
export function filled(template: Json | undefined, output: Json): Json {
  return template === undefined ? {} : (fillTemplate(template, output) ?? {});
}

function presentPreview(run: Run, declared: DeclaredPipeline, output: Json): Json {
  if (!isTerminal(run.status)) return {};
  const counts = run.status === 'completed' ? { delivered_counts: filled(declared.delivered_counts, output) } : {};
  return { ...counts, pricing: { rebate_credits: rebateOf(run) } };
}

/** What a run that was paid for at its start gave back. One that was not has had nothing to give back. */
function rebateOf({ credits, creditsUsed }: Run): number {
  return credits?.prepaid === true ? credits.held - chargedCredits(credits, creditsUsed) : 0;
}

/** The stages that have begun, as on the page: one that is still to come, or was left out, is not there. */
function presentStages(run: Run, declared: DeclaredPipeline): GrowthRun['stage_status'] {
  const words: { [stage: string]: RunStatusWord } = {};
  for (const { name, status } of run.stages) {
    if (status !== 'pending' && status !== 'skipped') words[declared.stages[name] ?? name] = status;
  }
  return words;
}
