import { ERRORS } from '../../packages/millrace/src/domain/errors.ts';
import { code, markdownTable } from './markdown-table.ts';

export function renderErrors(): string {
  const rows = Object.entries(ERRORS).map(([name, { status, retryable, title }]) => [
    code(name),
    String(status),
    retryable ? 'yes' : 'no',
    title,
  ]);
  return markdownTable(['Code', 'Status', 'Worth another try', 'Meaning'], rows);
}
