export { defineWorkflow } from './workflow/define-workflow.ts';
export type { StageOptions, Workflow, WorkflowOptions } from './workflow/define-workflow.ts';
export type {
  ArtifactContent,
  ArtifactRef,
  CallOptions,
  DurationInput,
  FileReader,
  FileRef,
  ItemContext,
  ItemReport,
  ItemResult,
  MapOptions,
  MapResult,
  ProgressUpdate,
  ReviewOptions,
  ReviewResult,
  RunContext,
  StepContext,
  StepOptions,
  UsageInput,
} from './engine/run-context.ts';
