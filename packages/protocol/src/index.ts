export { ApiKey, ApiKeyList, CreateApiKey, CreatedApiKey } from './api-key.ts';
export { Artifact, ArtifactList } from './artifact.ts';
export {
  Batch,
  BatchFile,
  BatchFileList,
  BatchList,
  BatchUpload,
  BatchUploadPart,
  CommitBatchUpload,
  CreateBatch,
  OpenBatchUpload,
} from './batch.ts';
export { Cost, UsageEntry } from './cost.ts';
export {
  CreatedQuote,
  CreateQuote,
  CreditEntry,
  CreditEntryKind,
  CreditEntryList,
  Credits,
  Estimate,
  GrantCredits,
  GrantedCredits,
  PreviewRun,
  Quote,
  RunPreview,
} from './credits.ts';
export { Difference, EvaluationPlan, EvaluationSummary, EvaluatorScore, EvaluatorScoreList, Example } from './evaluation.ts';
export { EventList, LogLevel, LogLine, LogList, RunEvent } from './event.ts';
export { Health, Readiness } from './health.ts';
export { GapReport, ItemSummary } from './items.ts';
export { DataPart, Job, RunDeletion } from './job.ts';
export { Cursor, Limit, PageQuery, pageOf } from './page.ts';
export { Plan } from './plan.ts';
export { Problem } from './problem.ts';
export { Progress } from './progress.ts';
export { RecordPage, RecordSet, RecordSetList, RowOutcome } from './record.ts';
export { REQUEST_LIMITS } from './request-limits.ts';
export { DecideReview, Review, ReviewDecision, ReviewList } from './review.ts';
export { CancelAnswer, CancelTooLate, PauseAnswer, RerunRun, RetryRun, SendSignal } from './run-action.ts';
export { RunError } from './run-error.ts';
export { RunStatusView } from './run-status-view.ts';
export { RunStatus, StatusReason } from './run-status.ts';
export { RUN_EXPANSIONS, Run, RunCredits, RunLineage, RunLinks, RunList, RunTiming, RunTrigger, type RunExpansion } from './run.ts';
export { DurationInput, Id, JsonMap, JsonValue, Timestamp, TimestampInput } from './scalar.ts';
export { Scope } from './scope.ts';
export { Stage, StageDeclaration } from './stage.ts';
export { StartRun, StartWorkflowRun } from './start-run.ts';
export { Attempt, Step, StepList, StepStatus } from './step.ts';
export { Upload } from './upload.ts';
export { VerdictHealth } from './verdict-health.ts';
export { CopyExpectedFile, Correction, GiveVerdict, RenameExpectedFile, Verdict, VerdictStatus, VerdictSummary } from './verdict.ts';
export { WaitingFor } from './waiting-for.ts';
export { Whoami } from './whoami.ts';
export { Workflow, WorkflowList } from './workflow.ts';
