import { type RunContext, defineWorkflow } from 'millrace';
import { INSTABASE } from './dialects.ts';
import { estimateCredits } from './estimate-credits.ts';
import { FileTexts } from './file-texts.ts';
import { KNOWN_ANSWERS } from './known-answers.ts';
import { classifyFiles, extractFiles, readFiles, validateFiles } from './process-files.ts';
import type { FileResult } from './results/document-result.ts';
import { recordFiles, writeResults } from './results/write-results.ts';
import { passCheckpoint } from './review/checkpoint.ts';
import { countFailing } from './review/failing-documents.ts';
import { type DocumentsInput, documentsInput, documentsOutput } from './schemas.ts';
import { STAGES, percentAt } from './stages.ts';

export default defineWorkflow(
  {
    name: 'documents',
    title: 'Documents',
    description: 'Reads PDFs and scans, tells invoices, receipts and purchase orders apart, and extracts and validates their fields.',
    input: documentsInput,
    output: documentsOutput,
    stages: STAGES,
    sample: {},
    estimate: estimateCredits,
    dialects: { instabase: INSTABASE },
    examples: KNOWN_ANSWERS,
    evaluation: { evaluators: [{ type: 'exact-diff' }], passThreshold: 1 },
  },
  async (run, input) => {
    const files = await extractAll(run, input);
    const failing = countFailing(files);
    const needsReview = input.checkpoint && failing > 0;
    const stop = `Documents that do not pass validation: ${failing}`;
    run.progress({ percent: percentAt('checkpoint'), message: failing === 0 ? 'All documents pass validation' : stop });
    const decided = await run.stage('checkpoint', () => (needsReview ? decide(run, files) : Promise.resolve(files)));
    run.progress({ percent: percentAt('results'), message: 'Writing the results' });
    const { keys } = input.settings;
    return run.stage('results', () => writeResults(run, decided, { reviewCompleted: needsReview, keys }));
  },
);

async function extractAll(run: RunContext, input: DocumentsInput): Promise<readonly FileResult[]> {
  const texts = new FileTexts(run, input);
  const read = await run.stage('read', () => readFiles(run, texts, input.files));
  run.progress({ percent: percentAt('classify'), message: 'Sorting pages into documents' });
  const classified = await run.stage('classify', () => classifyFiles(run, texts, read));
  run.progress({ percent: percentAt('extract'), message: 'Extracting fields' });
  const extracted = await run.stage('extract', () => extractFiles(run, texts, classified));
  run.progress({ percent: percentAt('validate'), message: 'Checking the fields' });
  return run.stage('validate', async () => {
    const files = validateFiles(extracted);
    await run.step('validate documents', () => ({ failing: countFailing(files) }));
    return files;
  });
}

/** What has been found so far can be read while the run waits. */
async function decide(run: RunContext, files: readonly FileResult[]): Promise<readonly FileResult[]> {
  await recordFiles(run, 'files_at_checkpoint', files);
  return passCheckpoint(run, files);
}
