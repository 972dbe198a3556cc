import { isRunChangeType } from '../../domain/change-types.ts';
import { trustJsonText } from '../../domain/json-text.ts';
import type { StoredEvent, StoredEventWithPayload } from '../store.ts';
import { integer, text, textOrNull } from './row-values.ts';
import type { Row } from './row-values.ts';

/** Reads the columns seq, at, type and data. */
export function rowToEvent(row: Row): StoredEvent {
  const type = text(row, 'type');
  if (!isRunChangeType(type)) throw new TypeError(`The log holds a change of type ${type}, which this version of Millrace does not know.`);
  return { seq: integer(row, 'seq'), at: integer(row, 'at'), type, data: trustJsonText(text(row, 'data')) };
}

/** Reads the column payload as well. */
export function rowToEventWithPayload(row: Row): StoredEventWithPayload {
  const payload = textOrNull(row, 'payload');
  return { ...rowToEvent(row), payload: payload === null ? null : trustJsonText(payload) };
}
