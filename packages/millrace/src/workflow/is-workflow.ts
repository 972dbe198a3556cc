import type { Workflow } from './define-workflow.ts';

/** True for what `defineWorkflow` made, also when it came from another copy of this package. */
export function isWorkflow(value: unknown): value is Workflow {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'millrace.workflow';
}
