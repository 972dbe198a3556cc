import type { RunContext } from 'millrace';
import type { FileResult } from '../results/document-result.ts';
import { type Reviewer, applyCorrections } from './apply-corrections.ts';
import { CORRECTION_FORM, readCorrections } from './correction.ts';
import { countFailing, forReview, isFailing } from './failing-documents.ts';

/** The reviewer does not want these results at all. */
class CheckpointRejected extends Error {
  override readonly name = 'CheckpointRejected';
  readonly code = 'checkpoint_rejected';
  readonly retryable = false;
}

/**
 * Waits until a person has decided about the documents that fail. Approved results stay as they are; corrected ones are
 * checked again, and what they show then stands. Corrections that fit no field are sent back. A rejection fails the run.
 */
export async function passCheckpoint(run: RunContext, files: readonly FileResult[]): Promise<readonly FileResult[]> {
  const failing = countFailing(files);
  const title = `${failing} ${failing === 1 ? 'document does' : 'documents do'} not pass validation`;
  let problems: readonly string[] = [];
  for (;;) {
    const answer = await run.review<unknown>('checkpoint', forReview(files, problems), { title, form: CORRECTION_FORM });
    if (answer === null || answer.decision === 'rejected') {
      const note = answer?.note ?? '';
      throw new CheckpointRejected(`The results were rejected at the checkpoint${note === '' ? '.' : `: ${note}`}`);
    }
    if (answer.decision === 'approved') return markReviewed(files);
    const timestamp = await run.step('note the time of the decision', () => new Date().toISOString());
    const result = correct(files, answer.value, { userId: answer.by ?? 'unknown', timestamp });
    if (result.ok) return markReviewed(files, result.files);
    ({ problems } = result);
  }
}

function correct(files: readonly FileResult[], value: unknown, reviewer: Reviewer): ReturnType<typeof applyCorrections> {
  const read = readCorrections(value);
  return read.ok ? applyCorrections(files, read.corrections, reviewer) : { ok: false, problems: [read.problem] };
}

/** Whoever decides has seen everything that failed before. */
function markReviewed(shown: readonly FileResult[], files: readonly FileResult[] = shown): readonly FileResult[] {
  return files.map((file, at) => ({
    ...file,
    documents: file.documents.map((document, index) => {
      const before = shown[at]?.documents[index];
      return before !== undefined && isFailing(before) ? { ...document, review_completed: true } : document;
    }),
  }));
}
