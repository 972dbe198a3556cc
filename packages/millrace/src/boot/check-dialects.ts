import type { Dialect } from '../dialects/dialect.ts';
import { declarationProblems } from '../dialects/check-declarations.ts';
import type { WorkflowVersionEntry } from '../domain/change.ts';

/** A workflow that says something about itself that its dialect does not understand is not registered. Throws a TypeError. */
export function refuseUnknownDeclarations(dialects: readonly Dialect[], workflows: readonly WorkflowVersionEntry[]): void {
  const problems = declarationProblems(dialects, workflows);
  if (problems.length > 0) throw new TypeError(problems.join('\n'));
}
