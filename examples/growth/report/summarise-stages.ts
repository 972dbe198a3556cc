import type { Lookups, Verifications } from '../stages/find-addresses.ts';
import { countQualified, countSizes } from '../stages/count-intake.ts';
import type { Fate } from './decide-fates.ts';
import type { GrowthOutput } from '../schemas.ts';
import type { Job } from '../stages/job.ts';

type Stages = GrowthOutput['stages'];

/** What each stage of the run has done, in numbers; only the stages that were asked for. */
export function summariseStages(job: Job, lookups: Lookups | null, verifications: Verifications | null, fates: readonly Fate[]): Stages {
  const stages: Stages = {};
  for (const name of job.plan.asked) stages[name] = { status: job.plan.active.has(name) ? 'completed' : 'skipped', counts: {} };
  const note = (name: keyof Stages, counts: Stages[string]['counts']): void => {
    const stage = stages[name];
    if (stage?.status === 'completed') stage.counts = counts;
  };
  note('qualification', countQualified(job));
  note('company_size', countSizes(job));
  if (lookups !== null) note('email_lookup', countLookups(lookups));
  if (verifications !== null) note('email_verify', countVerifications(verifications));
  const delivered = fates.filter(({ kind }) => kind === 'delivered').length;
  note('deliverable_finalize', { delivered, unresolved: fates.length - delivered });
  return stages;
}

function countLookups({ answers, gaps }: Lookups): { asked: number; found: number; not_found: number; not_askable: number } {
  const found = [...answers.values()].filter((answer) => 'email' in answer).length;
  return { asked: answers.size, found, not_found: answers.size - found, not_askable: gaps.size };
}

function countVerifications({ answers, gaps }: Verifications): {
  asked: number;
  verified: number;
  catch_all: number;
  unchecked: number;
  refuted: number;
  not_askable: number;
} {
  const ended = [...answers.values()];
  const count = (status: (typeof ended)[number]['status']): number => ended.filter((answer) => answer.status === status).length;
  return {
    asked: answers.size,
    verified: count('verified'),
    catch_all: count('catch_all'),
    unchecked: count('unchecked'),
    refuted: count('refuted'),
    not_askable: gaps.size,
  };
}
