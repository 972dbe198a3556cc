import { json, type Reply } from '../../api/reply.ts';
import { startRun } from '../../commands/start-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import { decodeJson } from '../../domain/json-text.ts';
import { quoted } from '../../domain/quoted.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import type { Automation } from './automations.ts';
import { vendorError } from './errors.ts';
import { showId } from './ids.ts';
import { offsetPage } from './offset-page.ts';
import { presentEvaluators, presentExample, type ExampleFacts } from './present-example.ts';
import { automationAsked } from './routes-automations.ts';

type Listed = Automation['workflow']['manifest']['examples'][number];

async function list(call: DialectCall): Promise<Reply> {
  const automation = automationAsked(call);
  const page = offsetPage(automation.workflow.manifest.examples, call.query);
  const data = [];
  for (const example of page.data) data.push(presentExample(automation, await exampleFacts(call, automation, example)));
  return json(200, { ...page, data });
}

async function get(call: DialectCall): Promise<Reply> {
  const automation = automationAsked(call);
  return json(200, presentExample(automation, await exampleFacts(call, automation, exampleAsked(call, automation))));
}

async function run(call: DialectCall): Promise<Reply> {
  const automation = automationAsked(call);
  const example = exampleAsked(call, automation);
  const { workflow, type } = automation;
  if (!workflow.declaration.triggers.api) throw vendorError('forbidden', 'api_trigger_disabled', 'The API trigger is off.');
  const started = await startRun(call.deps.context, call.caller, { workflow: workflow.stored.name, example: example.id });
  return json(201, { id: showId('exec', started.run.id), type, batchId: null, finished: false });
}

function getEvaluators(call: DialectCall): Reply {
  const automation = automationAsked(call);
  const plan = automation.workflow.manifest.evaluation;
  if (plan === null) throw new MillraceError('not_found', 'The automation has no evaluators.');
  return json(200, presentEvaluators(automation, plan));
}

function exampleAsked({ params }: DialectCall, { workflow }: Automation): Listed {
  const asked = params['example_id'] ?? '';
  const { examples } = workflow.manifest;
  const found = examples.find(({ id }) => id === asked) ?? examples.find(({ name }) => name === asked);
  if (found === undefined) throw new MillraceError('not_found', `The automation has no example ${quoted(asked)}.`);
  return found;
}

async function exampleFacts(
  { deps, caller }: DialectCall,
  { workflow }: Automation,
  { id, name, metadata }: Listed,
): Promise<ExampleFacts> {
  const { store, definitions } = deps.context;
  const { stored } = workflow;
  const texts = await definitions.example(stored.name, stored.version, id);
  const filter = { workflow: stored.name, exampleId: id };
  const latest = store.runs.list(caller.workspaceId, filter, { limit: 1, cursor: null }).data[0];
  return {
    id,
    name,
    metadata,
    input: texts === null ? null : decodeJson(texts.input),
    expected: texts === null ? null : decodeJson(texts.expected),
    latestRunId: latest?.id ?? null,
  };
}

export const EXAMPLE_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/automations/{automation_id}/examples', policy: 'workflows:read', handle: list },
  { method: 'GET', path: '/automations/{automation_id}/examples/{example_id}', policy: 'workflows:read', handle: get },
  { method: 'POST', path: '/automations/{automation_id}/examples/{example_id}/run', policy: 'runs:start', handle: run },
  { method: 'GET', path: '/automations/{automation_id}/evaluators', policy: 'workflows:read', handle: getEvaluators },
];
