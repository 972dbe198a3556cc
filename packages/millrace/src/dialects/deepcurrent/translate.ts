import { z } from 'zod';
import { asJson, asJsonObject } from '../../api/json-value.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { fillTemplate } from '../template.ts';
import type { DeclaredPipeline } from './declaration.ts';
import type { JobFacts } from './job-facts.ts';

const anyObject = z.record(z.string(), z.json());
const capabilities = z.array(z.string().min(1)).min(1);

/** What a plan of this dialect looks like when it comes back from a client. */
export const GoalPlan = z.looseObject({
  pipeline_id: z.string().min(1),
  preset: z.string().min(1).nullish(),
  requested_capabilities: capabilities.nullish(),
  input_assets: anyObject.default({}),
  input_text: z.string().max(50_000).nullish(),
  icp_config: anyObject.nullish(),
  constraints: anyObject.nullish(),
  execution_options: anyObject.nullish(),
});

export const ResolveBody = z.object({
  goal_text: z.string().min(3).max(2000),
  constraints: anyObject.optional(),
  input_assets: anyObject.optional(),
  input_text: z.string().max(50_000).optional(),
  icp_config: anyObject.optional(),
});

export const QuoteBody = z.object({
  goal_plan: anyObject,
  max_external_spend_credits: z.int().nonnegative().optional(),
  chat_id: z.string().nullish(),
});

export const RunBody = z.object({ quote_token: z.string().min(1), goal_plan: anyObject, chat_id: z.string().nullish() });

export const JobRequest = z
  .object({
    preset: z.string().min(1).nullish(),
    requested_capabilities: capabilities.nullish(),
    input_assets: anyObject.default({}),
    icp_config: anyObject.nullish(),
    icp_gate: z.enum(['apply', 'skip']).optional(),
    execution_options: anyObject.nullish(),
    chat_id: z.string().nullish(),
  })
  .refine(({ preset, requested_capabilities: asked }) => (preset ?? null) === null || (asked ?? null) === null, {
    error: 'preset and requested_capabilities exclude each other',
    path: ['preset'],
  })
  .refine(({ preset, requested_capabilities: asked }) => (preset ?? null) !== null || (asked ?? null) !== null, {
    error: 'preset or requested_capabilities is needed',
    path: ['preset'],
  });

export type ReadPlan = z.output<typeof GoalPlan>;

/** Everything that a client may say about what is to be done. */
type Wish = Pick<
  ReadPlan,
  'preset' | 'requested_capabilities' | 'input_assets' | 'input_text' | 'icp_config' | 'constraints' | 'execution_options'
>;

/**
 * The input of a run; undefined for the sample of the workflow. A client that hands in nothing to work on is given the
 * sample, as every start without input is.
 */
export function translateInput(declared: DeclaredPipeline, wish: Partial<Wish>): Json | undefined {
  const source = asJson(Object.fromEntries(Object.entries(wish).filter(([, value]) => (value ?? null) !== null)));
  if (!handsSomethingIn(wish)) return declared.sample === undefined ? undefined : fillTemplate(declared.sample, source);
  return declared.input === undefined ? source : (fillTemplate(declared.input, source) ?? null);
}

export function handsSomethingIn({ input_assets: assets, input_text: text }: Partial<Wish>): boolean {
  return Object.keys(assets ?? {}).length > 0 || (text ?? '') !== '';
}

export function factsFrom({ preset, requested_capabilities: asked }: Partial<Wish>, chatId: string | null | undefined): JobFacts {
  return { preset: preset ?? null, requested_capabilities: [...(asked ?? [])], chat_id: chatId ?? null };
}

/** Why the workflow cannot do what is asked for; null when it can. */
export function unknownWish(declared: DeclaredPipeline, { preset, requested_capabilities: asked }: Partial<Wish>): string | null {
  if (preset !== undefined && preset !== null && !Object.hasOwn(declared.presets, preset)) {
    return `There is no preset ${preset}; there are ${Object.keys(declared.presets).join(', ')}.`;
  }
  const unknown = (asked ?? []).filter((name) => !declared.capabilities.includes(name));
  return unknown.length === 0 ? null : `There is no capability ${unknown.join(', ')}; there are ${declared.capabilities.join(', ')}.`;
}

/** The first goal whose words stand in the text; otherwise the first one that asks for none. */
export function goalFor(declared: DeclaredPipeline, text: string): DeclaredPipeline['goals'][number] | null {
  const lower = text.toLowerCase();
  const named = declared.goals.find(({ words }) => words.some((word) => lower.includes(word.toLowerCase())));
  return named ?? declared.goals.find(({ words }) => words.length === 0) ?? null;
}

/** Plan of a goal with what the client handed in, as the client is to send it to the quote. */
export function planFor(
  pipelineId: string,
  goal: DeclaredPipeline['goals'][number],
  given: z.output<typeof ResolveBody>,
): { readonly plan: JsonObject; readonly assets: JsonObject } {
  const assets: JsonObject = {
    ...asJsonObject(given.input_assets ?? {}),
    ...(given.input_text === undefined ? {} : { text: given.input_text }),
  };
  const plan: JsonObject = {
    pipeline_id: pipelineId,
    preset: goal.preset ?? null,
    requested_capabilities: goal.requested_capabilities ?? null,
    input_assets: assets,
    ...(given.icp_config === undefined ? {} : { icp_config: asJson(given.icp_config) }),
    ...(given.constraints === undefined ? {} : { constraints: asJson(given.constraints) }),
    output: { required_fields: goal.required_fields, preview_rows: 5 },
  };
  return { plan, assets };
}
