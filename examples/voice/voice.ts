import { makeClips, prepareLines } from './make-clips.ts';
import { LineVisits } from './line-visits.ts';
import { ONEPIN } from './dialects.ts';
import { SAMPLE_SCRIPT } from './sample.ts';
import { STAGES } from './stages.ts';
import { defineWorkflow } from 'millrace';
import { estimate } from './price.ts';
import { exportClips } from './export/export-clips.ts';
import { voiceInput } from './input-schema.ts';
import { voiceOutput } from './output-schema.ts';

export default defineWorkflow(
  {
    name: 'voice',
    title: 'Voice',
    description:
      'Reads a script aloud: puts each line into words, speaks it, checks the sound, speaks it again if need be, and packs it up.',
    input: voiceInput,
    output: voiceOutput,
    stages: STAGES,
    sample: { script: SAMPLE_SCRIPT },
    estimate,
    dialects: { onepin: ONEPIN },
  },
  async (run, input) => {
    const visits = new LineVisits(run);
    const lines = await prepareLines(run, input, visits);
    const clips = await makeClips(run, input, lines, visits);
    return run.stage('export', () => exportClips(run, input, lines, clips, visits));
  },
);
