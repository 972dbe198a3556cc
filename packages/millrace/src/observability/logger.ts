export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LoggerLevel = (typeof LOG_LEVELS)[number];

/** Writes one JSON object a line to standard error: time, level, message and what belongs to it. */
export interface Logger {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

export function createLogger(least: LoggerLevel, write: (line: string) => void, now: () => number): Logger {
  const log = (level: LoggerLevel, message: string, fields: object = {}): void => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return;
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...fields })}\n`);
  };
  return {
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
  };
}
