import { ROUTES } from '../../packages/millrace/src/api/routes.ts';
import { POLICIES } from '../../packages/millrace/src/auth/policy.ts';
import { code, markdownTable } from './markdown-table.ts';

const WITHOUT_SCOPE: { readonly [policy: string]: string } = { public: 'nothing', 'any-key': 'any key' };

/** Every operation of the API, with what a key must be allowed to do. */
export function renderOperations(): string {
  const rows = ROUTES.map(({ method, path, operationId, summary }) => {
    const policy = POLICIES[operationId] ?? '';
    return [code(`${method} ${path}`), WITHOUT_SCOPE[policy] ?? code(policy), summary];
  });
  return markdownTable(['Request', 'Needs', 'What it does'], rows);
}
