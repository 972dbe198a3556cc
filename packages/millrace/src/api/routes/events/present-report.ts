import type { RunChange } from '../../../domain/change.ts';
import { presentUsage } from '../runs/present-cost.ts';
import type { EventData } from './present-change.ts';

type Report = Extract<
  RunChange,
  { type: 'stage.changed' | 'progress.reported' | 'log.written' | 'usage.recorded' | 'artifact.recorded' | 'records.appended' }
>;

export function presentReport(change: Report): EventData {
  switch (change.type) {
    case 'stage.changed':
      return { name: change.name, status: change.status };
    case 'progress.reported':
      return { percent: change.percent, message: change.message, units_done: change.unitsDone, units_total: change.unitsTotal };
    case 'log.written':
      return { level: change.level, message: change.message, step: change.step, fields: change.fields };
    case 'usage.recorded':
      return { ...presentUsage(change.entry) };
    case 'artifact.recorded':
      return {
        id: change.artifact.id,
        path: change.artifact.path,
        role: change.artifact.role,
        step: change.artifact.step,
        media_type: change.artifact.mediaType,
        size_bytes: change.artifact.sizeBytes,
        sha256: change.artifact.sha256,
      };
    case 'records.appended':
      return { name: change.name, count: change.count, has_outcomes: (change.outcomes ?? null) !== null };
  }
}
