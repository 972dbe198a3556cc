import { json, type Reply } from '../../api/reply.ts';
import { issueQuote, type IssuedQuote } from '../../commands/issue-quote.ts';
import { startRun } from '../../commands/start-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Estimate } from '../../domain/estimate.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { factsAsMetadata } from './job-facts.ts';
import { pipelineId, pipelinesOf, requireActivePlan, type Pipeline } from './pipelines.ts';
import { presentHandle } from './present.ts';
import { seconds } from '../seconds.ts';
import {
  factsFrom,
  goalFor,
  GoalPlan,
  handsSomethingIn,
  planFor,
  QuoteBody,
  ResolveBody,
  RunBody,
  translateInput,
  unknownWish,
  type ReadPlan,
} from './translate.ts';
import { readBody } from '../read-body.ts';

const QUOTE_TTL_MS = 30 * 60_000;

async function resolve({ deps, caller, body }: DialectCall): Promise<Reply> {
  const asked = readBody(ResolveBody, await body());
  const pipelines = pipelinesOf(deps, caller.workspaceId);
  const found = pipelines
    .map((pipeline) => ({ pipeline, goal: goalFor(pipeline.declaration, asked.goal_text) }))
    .find(({ goal }) => goal !== null);
  if (found === undefined || found.goal === null) {
    return json(200, unresolved(asked.input_assets ?? {}));
  }
  const { pipeline, goal } = found;
  const { plan, assets } = planFor(pipelineId(pipeline), goal, asked);
  const isGiven = handsSomethingIn({ input_assets: asked.input_assets ?? {}, input_text: asked.input_text ?? null });
  const missing = isGiven || pipeline.manifest.hasSample ? [] : ['input_assets'];
  return json(200, {
    goal_type: goal.goal_type,
    coverage_mode: isGiven ? 'partial' : 'needs_enrichment',
    recommended_strategy: goal.strategy,
    quotable: missing.length === 0,
    missing_requirements: missing,
    suggested_next_action: missing.length === 0 ? 'quote' : 'provide_input_assets',
    goal_plan: plan,
    normalized_input_assets: assets,
  });
}

function unresolved(assets: JsonObject): Json {
  return {
    goal_type: 'unknown',
    coverage_mode: 'needs_enrichment',
    recommended_strategy: 'none',
    quotable: false,
    missing_requirements: ['goal_text'],
    suggested_next_action: 'rephrase_goal',
    goal_plan: {},
    normalized_input_assets: assets,
  };
}

async function quote({ deps, caller, body }: DialectCall): Promise<Reply> {
  const asked = readBody(QuoteBody, await body());
  const read = readPlan(deps, caller.workspaceId, asked.goal_plan);
  if ('refused' in read) return json(200, refusedQuote(asked.goal_plan, read.refused));
  const { pipeline, plan } = read;
  if (!handsSomethingIn(plan) && !pipeline.manifest.hasSample && pipeline.declaration.sample === undefined) {
    return json(
      200,
      refusedQuote(asked.goal_plan, { code: 'missing_input_assets', detail: 'The plan has no input assets.', missing: ['input_assets'] }),
    );
  }
  try {
    const issued = await issueQuote(deps.context, caller, {
      workflow: pipeline.stored.name,
      input: translateInput(pipeline.declaration, plan),
      maxCredits: asked.max_external_spend_credits,
      ttlMs: QUOTE_TTL_MS,
    });
    return json(200, presentQuote(issued, pipeline, asked.goal_plan));
  } catch (error) {
    if (!MillraceError.is(error) || (error.code !== 'invalid_request' && error.code !== 'invalid_input')) throw error;
    const isCap = error.faults.some(({ pointer }) => pointer === '/max_credits');
    const detail = [error.message, ...error.faults.map(({ pointer, message }) => `${pointer}: ${message}`)].join(' ');
    return json(
      200,
      refusedQuote(asked.goal_plan, { code: isCap ? 'max_external_spend_too_low' : 'quote_validation_failed', detail, missing: [] }),
    );
  }
}

interface Refused {
  readonly code: 'invalid_goal_plan' | 'missing_input_assets' | 'max_external_spend_too_low' | 'quote_validation_failed';
  readonly detail: string;
  readonly missing: readonly string[];
}

type PlanReading = { readonly pipeline: Pipeline; readonly plan: ReadPlan } | { readonly refused: Refused };

function readPlan(deps: DialectCall['deps'], workspaceId: string, given: Json): PlanReading {
  const parsed = GoalPlan.safeParse(given);
  if (!parsed.success) return refuse(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '));
  const plan = parsed.data;
  const pipeline = pipelinesOf(deps, workspaceId).find((candidate) => pipelineId(candidate) === plan.pipeline_id);
  if (pipeline === undefined) return refuse(`There is no pipeline ${plan.pipeline_id}.`);
  const unknown = unknownWish(pipeline.declaration, plan);
  return unknown === null ? { pipeline, plan } : refuse(unknown);
}

function refuse(detail: string): PlanReading {
  return { refused: { code: 'invalid_goal_plan', detail, missing: [] } };
}

function refusedQuote(plan: Json, { code, detail, missing }: Refused): Json {
  return {
    ok: false,
    quotable: false,
    quote_token: null,
    expiry: null,
    credits_total: 0,
    cost_breakdown: {},
    provider_estimate: {},
    expected_artifacts: {},
    goal_plan: plan,
    missing_requirements: missing,
    error_code: code,
    detail,
    suggested_next_action: code === 'missing_input_assets' ? 'provide_input_assets' : 'revise_goal_plan',
  };
}

function presentQuote(issued: IssuedQuote, { declaration }: Pipeline, plan: Json): Json {
  return {
    ok: true,
    quotable: true,
    quote_token: issued.token,
    expiry: seconds(issued.expiresAt),
    credits_total: issued.credits,
    cost_breakdown: Object.fromEntries(issued.estimate.breakdown.map(({ name, max }) => [name, max])),
    provider_estimate: presentEstimate(issued.estimate),
    expected_artifacts: Object.fromEntries(
      [...declaration.artifacts, ...declaration.exports].map((asset) => [asset.asset_id, { ...presentHandle(asset) }]),
    ),
    goal_plan: plan,
    missing_requirements: [],
    error_code: null,
    detail: null,
    suggested_next_action: 'run',
  };
}

function presentEstimate({ min, expected, max }: Estimate): Json {
  return { min_credits: min, expected_credits: expected, max_credits: max };
}

async function run({ deps, caller, body }: DialectCall): Promise<Reply> {
  requireActivePlan(deps, caller.workspaceId);
  const asked = readBody(RunBody, await body());
  const read = readPlan(deps, caller.workspaceId, asked.goal_plan);
  if ('refused' in read) throw new MillraceError('quote_invalid', `The plan is not the one that was quoted. ${read.refused.detail}`);
  const { pipeline, plan } = read;
  const started = await startRun(deps.context, caller, {
    workflow: pipeline.stored.name,
    input: translateInput(pipeline.declaration, plan),
    quote: asked.quote_token,
    metadata: factsAsMetadata(factsFrom(plan, asked.chat_id)),
  });
  return json(202, {
    status: 'running',
    run_id: started.run.id,
    preview: { message: 'Run started.', pipeline_id: plan.pipeline_id },
    data_source_mix: {},
    gap_report: {},
  });
}

export const GROWTH_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: '/api/v1/growth/resolve', policy: 'workflows:read', handle: resolve },
  { method: 'POST', path: '/api/v1/growth/quote', policy: 'runs:start', handle: quote },
  { method: 'POST', path: '/api/v1/growth/run', policy: 'runs:start', handle: run },
];
