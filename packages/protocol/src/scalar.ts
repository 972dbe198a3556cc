import { z } from 'zod';

/** A moment, RFC 3339 in UTC with milliseconds. */
export const Timestamp = z.iso.datetime({ precision: 3 }).meta({ id: 'Timestamp', description: 'RFC 3339, UTC, with milliseconds.' });

/** A moment as a client may write it: any RFC 3339 text with an offset. */
export const TimestampInput = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 with an offset.' });

export const Id = z.uuid().meta({ id: 'Id', description: 'A UUID of version 7.' });

/** Milliseconds, or a text such as `250ms`, `10s`, `5m`, `2h`, `7d`. */
export const DurationInput = z
  .union([z.int().min(0), z.string().regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/)])
  .meta({ id: 'Duration', description: 'Milliseconds as a number, or a text such as `250ms`, `10s`, `5m`, `2h`, `7d`.' });

/** Any JSON value. */
export const JsonValue = z.unknown().meta({ description: 'Any JSON value.' });
export const JsonMap = z.record(z.string(), z.unknown());
