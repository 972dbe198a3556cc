import { z } from 'zod';
import { pageOf } from './page.ts';
import { JsonValue } from './scalar.ts';

const Share = z.number().min(0).max(1);

export const EvaluationSummary = z
  .object({ score: Share.meta({ description: 'The weighted mean of the scores of its evaluators.' }), passed: z.boolean() })
  .meta({ id: 'EvaluationSummary' });

export const Difference = z
  .object({
    pointer: z.string().meta({ description: 'JSON Pointer into the output.' }),
    kind: z.enum(['changed', 'missing', 'extra']),
    expected: JsonValue,
    actual: JsonValue,
  })
  .meta({ id: 'Difference', description: 'Long texts are cut; a list or an object stands here as the beginning of its JSON.' });

/** What one evaluator says about the output of a run. */
export const EvaluatorScore = z
  .object({
    name: z.string(),
    type: z.string(),
    weight: z.number(),
    pass_threshold: Share,
    score: Share,
    passed: z.boolean(),
    compared: z.int().min(0),
    matching: z.int().min(0),
    differences: z.array(Difference).meta({ description: 'The first 100; `compared` less `matching` is the number of all.' }),
  })
  .meta({ id: 'EvaluatorScore' });
export type EvaluatorScore = z.infer<typeof EvaluatorScore>;

export const EvaluatorScoreList = pageOf(EvaluatorScore).meta({ id: 'EvaluatorScoreList' });

export const EvaluationPlan = z
  .object({
    pass_threshold: Share,
    evaluators: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        weight: z.number(),
        pass_threshold: Share,
        numeric_tolerance: z.number(),
        allow_extra_fields: z.boolean(),
        paths: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'EvaluationPlan', description: 'How runs of examples are scored.' });
export type EvaluationPlan = z.infer<typeof EvaluationPlan>;

/** An example of a workflow. Its input and its expected output stay with the code. */
export const Example = z.object({ id: z.string(), name: z.string(), metadata: JsonValue }).meta({ id: 'Example' });
