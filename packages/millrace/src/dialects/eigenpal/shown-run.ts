import { seenRun } from '../../api/read-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import { quoted } from '../../domain/quoted.ts';
import type { Run } from '../../domain/run.ts';
import type { DialectCall } from '../dialect.ts';
import { automationOf, type Automation } from './automations.ts';
import { readId } from './ids.ts';

/** The run that a path names, and what it belongs to. A run that the dialect does not show is as unknown as one that is not there. */
export function shownRun({ deps, caller, params }: Pick<DialectCall, 'deps' | 'caller' | 'params'>): {
  readonly run: Run;
  readonly automation: Automation;
} {
  const shown = params['run_id'] ?? '';
  const run = deps.context.store.runs.get(caller.workspaceId, readId('exec', shown));
  const automation = run === null ? null : automationOf(deps, run);
  if (run !== null && automation !== null) return { run: seenRun(deps, run), automation };
  const message = `There is no run ${quoted(shown)} in this workspace.`;
  throw new MillraceError('not_found', message, { faults: [{ pointer: 'path:id', message }] });
}
