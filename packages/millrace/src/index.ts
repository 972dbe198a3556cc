export { defineWorkflow } from './workflow/define-workflow.ts';
export type {
  EstimateOptions,
  EvaluationOptions,
  ExampleOptions,
  StageOptions,
  Workflow,
  WorkflowOptions,
} from './workflow/define-workflow.ts';
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
  RecordsOptions,
  ReviewOptions,
  ReviewResult,
  RunContext,
  StepContext,
  StepOptions,
  UsageInput,
} from './engine/run-context.ts';
export type { AutomindzDeclaration } from './dialects/automindz/declaration.ts';
export type { DeepcurrentDeclaration } from './dialects/deepcurrent/declaration.ts';
export type { EigenpalDeclaration } from './dialects/eigenpal/declaration.ts';
export type { InstabaseDeclaration } from './dialects/instabase/declaration.ts';
export type { OnepinDeclaration } from './dialects/onepin/declaration.ts';
