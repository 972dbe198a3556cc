import type { ApiDeps } from '../../api/api-deps.ts';
import { MillraceError } from '../../domain/errors.ts';
import { quoted } from '../../domain/quoted.ts';
import type { Run } from '../../domain/run.ts';
import { ServedWorkflows, type ServedWorkflow } from '../served-workflows.ts';
import { workflowId } from '../workflow-id.ts';
import { Declaration, type DeclaredAutomation } from './declaration.ts';
import { readId, showId } from './ids.ts';

const served = new ServedWorkflows('eigenpal', Declaration);

/** A version of a workflow as this dialect shows it. */
export interface Automation {
  readonly workflow: ServedWorkflow<DeclaredAutomation>;
  readonly id: string;
  readonly type: 'workflow' | 'agent';
  readonly slug: string;
}

/** The newest version of each. */
export function listAutomations(deps: ApiDeps, workspaceId: string): readonly Automation[] {
  return served.list(deps, workspaceId).map((workflow) => automation(workspaceId, workflow));
}

/** What a run belongs to, as of its version; null when the dialect does not show it. */
export function automationOf(deps: ApiDeps, run: Run): Automation | null {
  const workflow = served.ofRun(deps, run);
  return workflow === null ? null : automation(run.workspaceId, workflow);
}

/** By id, or typed alias: `workflows.<slug>`, `agents.<slug>`. */
function findAutomation(deps: ApiDeps, workspaceId: string, address: string): Automation | null {
  return listAutomations(deps, workspaceId).find((candidate) => isAddressed(candidate, address)) ?? null;
}

export function requireAutomation(deps: ApiDeps, workspaceId: string, address: string, pointer: string): Automation {
  const found = findAutomation(deps, workspaceId, address);
  if (found !== null) return found;
  const message = `There is no automation ${quoted(address)} in this workspace.`;
  throw new MillraceError('not_found', message, { faults: [{ pointer, message }] });
}

export function isAddressed({ id, type, slug }: Automation, address: string): boolean {
  return address === id || address === `${type}s.${slug}` || address === readId(type === 'agent' ? 'awf' : 'wf', id);
}

/** The id of a version, the same for ever. */
export function versionId({ workflow }: Automation, workspaceId: string): string {
  return showId('wfv', workflowId(workspaceId, `${workflow.stored.name}@${workflow.stored.version}`));
}

function automation(workspaceId: string, workflow: ServedWorkflow<DeclaredAutomation>): Automation {
  const { stored, declaration } = workflow;
  const id = showId(declaration.type === 'agent' ? 'awf' : 'wf', workflowId(workspaceId, stored.name));
  return { workflow, id, type: declaration.type, slug: declaration.slug ?? stored.name };
}
