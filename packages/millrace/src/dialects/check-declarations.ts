import type { WorkflowVersionEntry } from '../domain/change.ts';
import { parseManifest } from '../domain/manifest.ts';
import type { Dialect } from './dialect.ts';

/** What is wrong with the `dialects` of these workflows, one sentence for each fault; empty when all is well. */
export function declarationProblems(dialects: readonly Dialect[], workflows: readonly WorkflowVersionEntry[]): readonly string[] {
  const names = dialects.map(({ name }) => name).join(', ');
  return workflows.flatMap((workflow) =>
    Object.entries(parseManifest(workflow.manifest).dialects).flatMap(([vendor, declared]) => {
      const dialect = dialects.find(({ name }) => name === vendor);
      if (dialect === undefined) return [`The workflow "${workflow.name}" declares the dialect "${vendor}"; there are ${names}.`];
      const parsed = dialect.declaration.safeParse(declared);
      if (parsed.success) return [];
      return parsed.error.issues.map(
        ({ path, message }) => `The workflow "${workflow.name}" cannot be shown as ${vendor}: /${path.join('/')} ${message}`,
      );
    }),
  );
}
