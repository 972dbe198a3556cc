import type { Quote as WireQuote, RunPreview as WirePreview } from '@millrace/protocol';
import type { RunPreview } from '../../../commands/preview-run.ts';
import type { Quote } from '../../../domain/quote.ts';
import { timestamp } from '../../timestamp.ts';
import { presentEstimate } from '../credits/present.ts';

export function presentQuote(quote: Quote, runId: string | null): WireQuote {
  return {
    id: quote.id,
    workflow: quote.workflow,
    version: quote.version,
    credits: quote.credits,
    estimate: presentEstimate(quote.estimate),
    created_at: timestamp(quote.createdAt),
    expires_at: timestamp(quote.expiresAt),
    run_id: runId,
  };
}

export function presentPreview({ workflow, version, estimate, balance, deficitAtMax, canRun }: RunPreview): WirePreview {
  return { workflow, version, estimate: presentEstimate(estimate), balance, deficit_at_max: deficitAtMax, can_run: canRun };
}
