import { type Capability, planCapabilities } from './capabilities.ts';
import { type GrowthOutput, growthInput, growthOutput } from './schemas.ts';
import { STAGES, percentIn } from './stages/stage-plan.ts';
import { takeIn } from './stages/intake.ts';
import { findAddresses, verifyAddresses } from './stages/find-addresses.ts';
import type { Job } from './stages/job.ts';
import { countQualified, countSizes } from './stages/count-intake.ts';
import { DEEPCURRENT } from './dialects.ts';
import { SAMPLE } from './sample/sample-input.ts';
import { decideFates } from './report/decide-fates.ts';
import { defineWorkflow } from 'millrace';
import { estimateCredits } from './credits.ts';
import { finalize } from './report/finalize.ts';
import { loadDisposableCheck } from './mail/disposable.ts';
import { readContacts } from './contacts/read-contacts.ts';
import { summariseStages } from './report/summarise-stages.ts';
import { warningsOf } from './report/warnings.ts';

export default defineWorkflow(
  {
    name: 'growth',
    title: 'Growth',
    description: 'Takes contacts at companies, finds and verifies their e-mail addresses by asking mail servers, and says what is missing.',
    input: growthInput,
    output: growthOutput,
    stages: STAGES,
    sample: SAMPLE,
    estimate: estimateCredits,
    dialects: { deepcurrent: DEEPCURRENT },
  },
  async (run, input): Promise<GrowthOutput> => {
    const plan = planCapabilities(input);
    const read = await readContacts(input, run.file);
    const isDisposable = await loadDisposableCheck();
    const job: Job = { run, input, plan, intake: takeIn(read, input, plan.active), isDisposable };
    const begin = (stage: Capability, message: string): void => run.progress({ percent: percentIn(plan.active, stage, 0), message });
    if (plan.active.has('qualification')) {
      begin('qualification', 'Choosing who fits the profile');
      await run.stage('qualification', () => run.step('choose who fits', () => countQualified(job)));
    }
    if (plan.active.has('company_size')) {
      begin('company_size', 'Filling in company sizes');
      await run.stage('company_size', () => run.step('fill in company sizes', () => countSizes(job)));
    }
    if (plan.active.has('email_lookup')) begin('email_lookup', 'Looking up e-mail addresses');
    const lookups = plan.active.has('email_lookup') ? await run.stage('email_lookup', () => findAddresses(job)) : null;
    if (plan.active.has('email_verify')) begin('email_verify', 'Verifying e-mail addresses');
    const verifications = plan.active.has('email_verify') ? await run.stage('email_verify', () => verifyAddresses(job)) : null;
    begin('deliverable_finalize', 'Writing the results');
    const fates = decideFates(job, lookups, verifications);
    const { spent, ...result } = await run.stage('deliverable_finalize', () => finalize(job, fates));
    const { max: quoted } = await estimateCredits(input);
    return {
      ...result,
      stages: summariseStages(job, lookups, verifications, fates),
      capabilities: [...plan.asked],
      warnings: warningsOf(job, result.gap_report.reasons),
      credits: { quoted, spent },
    };
  },
);
