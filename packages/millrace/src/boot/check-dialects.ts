import type { Dialect } from '../dialects/dialect.ts';
import { declarationProblems } from '../dialects/check-declarations.ts';
import type { WorkflowVersionEntry } from '../domain/change.ts';

/** A workflow that says something about itself that its dialect does not understand is not registered. Throws a TypeError. */
export function refuseUnknownDeclarations(dialects: readonly Dialect[], workflows: readonly WorkflowVersionEntry[]): void {
  const problems = declarationProblems(dialects, workflows);
  if (problems.length > 0) throw new TypeError(problems.join('\n'));
}

/** A host name that is set to a dialect which does not exist would be a dead one. Throws a RangeError. */
export function refuseUnknownHosts(dialects: readonly Dialect[], hosts: ReadonlyMap<string, string>): void {
  const names = dialects.map(({ name }) => name);
  for (const [host, name] of hosts) {
    if (!names.includes(name)) throw new RangeError(`The host name ${host} is set to the dialect ${name}; there are ${names.join(', ')}.`);
  }
}
