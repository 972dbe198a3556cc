import type { Json } from '../domain/json.ts';
import type { Correction, Verdict, VerdictStatus, VerdictValue } from '../domain/verdict.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

/** What is left out stays as it was; what is null is cleared. */
export interface VerdictRequest {
  readonly runId: string;
  readonly verdict?: VerdictValue | null | undefined;
  /** Left out together with a verdict: `closed` for a correct run, otherwise `open`. */
  readonly status?: VerdictStatus | undefined;
  readonly note?: string | null | undefined;
  readonly correctedOutput?: Json | undefined;
  /** Takes the place of all corrections so far. */
  readonly corrections?: readonly CorrectionRequest[] | undefined;
  readonly closedNote?: string | null | undefined;
  /** The seq at which the caller saw the run; another one is refused with `precondition_failed`. */
  readonly ifSeq?: number | undefined;
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

/** Says what was right or wrong about a finished run. Errors: `not_found`, `run_not_finished`, `invalid_request`, `precondition_failed`. */
export declare function giveVerdict(context: CommandContext, caller: Caller, request: VerdictRequest): Promise<Verdict>;
