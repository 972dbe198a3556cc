import { z } from 'zod';

/** UTC with milliseconds. */
export const Iso = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
export const Whole = z.int().min(0);
export const Present = z.unknown().refine((value) => value !== undefined, 'is missing');
export const RunId = z.string().regex(/^exec_[0-9a-f]{32}$/);
export const AutomationId = z.string().regex(/^a?wf_[0-9a-f]{32}$/);
export const VersionId = z.string().regex(/^wfv_[0-9a-f]{32}$/);
export const FileId = z.string().regex(/^file_[0-9a-f]{32}$/);
export const RunType = z.enum(['workflow', 'agent']);
export const Status = z.enum(['created', 'pending', 'running', 'waiting', 'finalizing', 'completed', 'failed', 'cancelled', 'rejected']);
export const Verdict = z.enum(['correct', 'incorrect']).nullable();
export const ReviewStatus = z.enum(['open', 'closed', 'wont_fix']);
