import { z } from 'zod';
import { pageOf } from './page.ts';
import { Timestamp } from './scalar.ts';

/**
 * One change of a run, as it stands in its log. `seq` counts from 1, without gaps unless logs were deleted. What `data` holds depends on `type`;
 * inputs, results and rows are not part of it and are read from their own resources.
 */
export const RunEvent = z
  .object({
    seq: z.int().min(1),
    type: z.string(),
    at: Timestamp,
    run_id: z.uuid(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'RunEvent' });
export type RunEvent = z.infer<typeof RunEvent>;

export const EventList = pageOf(RunEvent).meta({ id: 'EventList' });

export const LogLevel = z.enum(['debug', 'info', 'warn', 'error']).meta({ id: 'LogLevel' });

export const LogLine = z
  .object({ seq: z.int().min(1), at: Timestamp, level: LogLevel, message: z.string(), step: z.string().nullable(), fields: z.unknown() })
  .meta({ id: 'LogLine' });
export type LogLine = z.infer<typeof LogLine>;

export const LogList = pageOf(LogLine).meta({ id: 'LogList' });
