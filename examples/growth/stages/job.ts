import type { GrowthInput } from '../schemas.ts';
import type { Intake } from './intake.ts';
import type { RunContext } from 'millrace';
import type { planCapabilities } from '../capabilities.ts';

/** What the stages of a run have in common. All of it follows from the input, so nothing of it is on record. */
export interface Job {
  readonly run: RunContext;
  readonly input: GrowthInput;
  readonly plan: ReturnType<typeof planCapabilities>;
  readonly intake: Intake;
  readonly isDisposable: (domain: string) => boolean;
}
