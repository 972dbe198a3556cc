import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import { stableUuid } from '../stable-uuid.ts';
import type { DeclaredWorkflow } from './declaration.ts';
import { stepWord, type StepWord } from './statuses.ts';
import { optionalSeconds } from '../seconds.ts';
import { errorOf, portsOf, type Visit } from './visits.ts';

export interface StepOut {
  readonly id: string;
  readonly node_id: string;
  readonly node_type: string;
  readonly node_display_name: string;
  readonly status: StepWord;
  readonly iteration: number;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly result: JsonObject | null;
  readonly has_result: boolean;
  readonly active_ports: readonly string[];
  readonly error: string | null;
}

interface StepOptions {
  readonly runId: string;
  readonly pointers: DeclaredWorkflow['results'];
  readonly includeResult: boolean;
}

export function presentStep(visit: Visit, { runId, pointers, includeResult }: StepOptions): StepOut {
  const { step, node, iteration, result } = visit;
  return {
    id: stableUuid(`${runId} ${step.op}`),
    node_id: node.id,
    node_type: node.type,
    node_display_name: node.name,
    status: stepWord(step.status),
    iteration,
    started_at: optionalSeconds(step.startedAt),
    completed_at: optionalSeconds(step.finishedAt),
    result: includeResult ? presentResult(result) : null,
    has_result: (result ?? null) !== null,
    active_ports: portsOf(visit, pointers),
    error: errorOf(step),
  };
}

/** The vendor has objects only: what is something else is the one member of one. */
function presentResult(result: Json | undefined): JsonObject | null {
  if (result === undefined || result === null) return null;
  return isJsonObject(result) ? result : { value: result };
}
