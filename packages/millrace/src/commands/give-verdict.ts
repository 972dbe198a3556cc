import { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { encodeJson, trustJsonText } from '../domain/json-text.ts';
import { reviseVerdict } from '../domain/revise-verdict.ts';
import type { VerdictRevision } from '../domain/revise-verdict.ts';
import type { Run } from '../domain/run.ts';
import type { Correction, Verdict } from '../domain/verdict.ts';
import { verdictFaults } from '../domain/verdict-faults.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitVerdictChange } from './commit-verdict-change.ts';
import { requireRun } from './require-run.ts';

/** What is left out stays as it was; what is null is cleared. Without a status, a verdict of `correct` closes and any other one opens. */
export interface VerdictRequest extends Omit<VerdictRevision, 'correctedOutput' | 'corrections'> {
  readonly runId: string;
  /** The seq at which the caller saw the run. */
  readonly ifSeq?: number | undefined;
  readonly correctedOutput?: Json | undefined;
  readonly corrections?: readonly CorrectionRequest[] | undefined;
}

export interface CorrectionRequest extends Pick<Correction, 'kind' | 'path'> {
  /** Made up when it is left out. */
  readonly id?: string | undefined;
  readonly label?: string | null | undefined;
  readonly originalValue?: Json | undefined;
  readonly correctedValue?: Json | undefined;
  readonly note?: string | null | undefined;
  readonly correctedArtifactPath?: string | null | undefined;
}

export interface GivenVerdict {
  readonly run: Run;
  readonly verdict: Verdict;
}

/**
 * Says what was right or wrong about a finished run, once or again. Errors: `not_found`, `run_not_finished`,
 * `invalid_request`, `precondition_failed` when the run is not at `ifSeq` any more, `limit_exceeded`.
 */
export async function giveVerdict(context: CommandContext, caller: Caller, request: VerdictRequest): Promise<GivenVerdict> {
  const revision = revisionOf(context, request);
  let verdict: Verdict | null = null;
  await commitVerdictChange(context, caller, request, (run) => {
    verdict = reviseVerdict(context.store.verdicts.get(run.workspaceId, run.id), revision, caller.actor, context.now());
    const faults = verdictFaults(verdict);
    if (faults.length > 0) throw new MillraceError('invalid_request', 'The verdict cannot be given like this; see errors.', { faults });
    const { corrections, correctedOutput, ...given } = verdict;
    const payload = trustJsonText(`{"correctedOutput":${correctedOutput ?? 'null'},"corrections":${JSON.stringify(corrections)}}`);
    return { type: 'verdict.given', basedOn: run.seq, corrections: corrections.length, verdict: given, payload };
  });
  const run = requireRun(context, caller, request.runId);
  const stored = context.store.verdicts.get(run.workspaceId, run.id) ?? verdict;
  if (stored === null) throw new MillraceError('conflict', 'The verdict was withdrawn in the meantime.');
  return { run, verdict: stored };
}

function revisionOf(context: CommandContext, request: VerdictRequest): VerdictRevision {
  const { correctedOutput, corrections, ...rest } = request;
  return {
    ...rest,
    correctedOutput: correctedOutput === undefined || correctedOutput === null ? correctedOutput : encodeJson(correctedOutput),
    corrections: corrections?.map((correction) => completed(context, correction)),
  };
}

function completed(context: CommandContext, correction: CorrectionRequest): Correction {
  const { id = context.newId(), kind, path, label = null, note = null, correctedArtifactPath = null } = correction;
  const { originalValue = null, correctedValue = null } = correction;
  return { id, kind, path, label, originalValue, correctedValue, note, correctedArtifactPath };
}
