import type { LogLine, RunEvent } from '@millrace/protocol';
import { decodeChange } from '../../../domain/decode-change.ts';
import type { StoredEvent } from '../../../store/store.ts';
import { timestamp } from '../../timestamp.ts';
import { presentChange } from './present-change.ts';

export function presentEvent(runId: string, event: StoredEvent): RunEvent {
  const data = presentChange(decodeChange(event.type, event.data, null));
  return { seq: event.seq, type: event.type, at: timestamp(event.at), run_id: runId, data };
}

/** A log event as a line; null for any other event. */
export function presentLogLine(event: StoredEvent): LogLine | null {
  const change = decodeChange(event.type, event.data, null);
  if (change.type !== 'log.written') return null;
  return {
    seq: event.seq,
    at: timestamp(event.at),
    level: change.level,
    message: change.message,
    step: change.step,
    fields: change.fields,
  };
}

/** One event of a server-sent stream. */
export function encodeServerSent(runId: string, event: StoredEvent): string {
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(presentEvent(runId, event))}\n\n`;
}
