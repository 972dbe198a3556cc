import type { VerdictChange } from '../../../domain/apply-verdict.ts';
import type { RunChangeOf } from '../../../domain/change.ts';
import type { EventData } from './present-change.ts';

/** What was found about a run: by its evaluation when it ended, and by people afterwards. */
export function presentFinding(change: VerdictChange | RunChangeOf<'evaluation.planned' | 'evaluation.recorded'>): EventData {
  switch (change.type) {
    case 'evaluation.planned':
      return { evaluators: change.plan.evaluators.map(({ name }) => name), pass_threshold: change.plan.passThreshold };
    case 'evaluation.recorded':
      return { score: change.score, passed: change.passed };
    case 'verdict.given':
      return {
        verdict: change.verdict.verdict,
        status: change.verdict.status,
        note: change.verdict.note,
        corrections: change.corrections,
        actor: change.verdict.reviewedBy,
      };
    case 'verdict.withdrawn':
      return { actor: change.actor };
    case 'expected-file.added':
      return { path: change.artifact.path, size_bytes: change.artifact.sizeBytes, sha256: change.artifact.sha256, actor: change.actor };
    case 'expected-file.renamed':
      return { from: change.from, to: change.to, actor: change.actor };
    case 'expected-file.removed':
      return { path: change.path, actor: change.actor };
  }
}
