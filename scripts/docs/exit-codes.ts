import { EXIT } from '../../packages/millrace/src/cli/exit-code.ts';
import { code, markdownTable } from './markdown-table.ts';

const MEANING: Readonly<Record<(typeof EXIT)[keyof typeof EXIT], string>> = {
  [EXIT.done]: 'Done',
  [EXIT.failed]: 'A run did not complete, or the server refused',
  [EXIT.usage]: 'The command was not understood',
  [EXIT.interrupted]: 'Interrupted',
};

export function renderExitCodes(): string {
  const rows = Object.entries(MEANING).map(([exit, meaning]) => [code(exit), meaning]);
  return markdownTable(['Exit code', 'Meaning'], rows);
}
