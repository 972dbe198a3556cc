import { LIMITS } from '../../packages/millrace/src/domain/limits.ts';
import { code, markdownTable } from './markdown-table.ts';

export function renderLimits(): string {
  const rows = Object.entries(LIMITS).map(([name, limit]) => [code(name), limit.toLocaleString('en')]);
  return markdownTable(['Limit', 'Value'], rows);
}
