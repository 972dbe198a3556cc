import { exit } from 'node:process';
import { createLogger, type Logger, type LoggerLevel } from '../observability/logger.ts';

/** After a failure of the disk, or of the journal, the process ends with this code and acknowledges nothing more. */
const DISK_FAILED = 70;

export interface ServerLog {
  readonly logger: Logger;
  /** Takes what went wrong on our side. */
  readonly report: (error: unknown, requestId?: string) => void;
  /** Says that nothing can be made durable any more, and ends the process. */
  readonly failStop: (error: unknown) => void;
}

export function openServerLog(level: LoggerLevel): ServerLog {
  const logger = createLogger(level, (line) => void process.stderr.write(line), Date.now);
  return {
    logger,
    report: (error, requestId) => logger.error('Something went wrong.', { error: inWords(error), request_id: requestId }),
    failStop: (error) => {
      logger.error('The journal cannot write any more; the process ends.', { error: inWords(error) });
      exit(DISK_FAILED);
    },
  };
}

function inWords(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : String(error);
}
