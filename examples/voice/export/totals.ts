import type { ClipState, Validation } from '../clip.ts';
import { VALIDATORS } from '../validate/validators.ts';
import type { VoiceOutput } from '../output-schema.ts';
import { creditsFor } from '../price.ts';
import { validatorNode } from '../graph.ts';

/** The output of a run, counted from what became of its clips. */
export function countTotals(lineCount: number, states: readonly ClipState[]): VoiceOutput {
  const delivered = states.filter(({ status }) => status === 'delivered');
  return {
    lines: lineCount,
    clips: states.length,
    delivered: delivered.length,
    dropped: states.length - delivered.length,
    languages: languageTotals(states),
    validators: VALIDATORS.map(({ kind, label }) => {
      const said = states.flatMap((state) =>
        state.validations.filter((validation) => validation.kind === kind).map((validation) => ({ validation, takes: state.takes })),
      );
      return { node_id: validatorNode(kind), kind, label, ...validatorTotals(said) };
    }),
    characters: states.reduce((sum, { clip, takes }) => sum + clip.text.length * takes, 0),
    credits: states.reduce((sum, { clip, takes }) => sum + creditsFor(clip.text) * takes, 0),
    export: 'export.zip',
  };
}

function languageTotals(states: readonly ClipState[]): VoiceOutput['languages'] {
  return [...Map.groupBy(states, ({ clip }) => clip.locale)].map(([language, spoken]) => {
    const delivered = spoken.filter(({ status }) => status === 'delivered');
    const duration_ms = delivered.reduce((sum, { take }) => sum + (take?.measurements.duration_ms ?? 0), 0);
    const avg_duration_ms = delivered.length === 0 ? 0 : Math.round(duration_ms / delivered.length);
    return { language, lines: delivered.length, duration_ms, avg_duration_ms };
  });
}

function validatorTotals(said: readonly { readonly validation: Validation; readonly takes: number }[]) {
  const failed = said.filter(({ validation }) => validation.status === 'fail');
  const sum = said.reduce((total, { validation }) => total + validation.score, 0);
  return {
    checked: said.length,
    pass: said.length - failed.length,
    fail: failed.length,
    retries: failed.filter(({ validation, takes }) => validation.attempt < takes).length,
    avg_score: said.length === 0 ? null : Math.round((10 * sum) / said.length) / 10,
  };
}
