import { pathToFileURL } from 'node:url';
import { trustJsonText } from '../domain/json-text.ts';
import type { WorkflowVersionEntry } from '../domain/change.ts';
import type { Example } from '../domain/example.ts';
import type { Json } from '../domain/json.ts';
import type { RunnableWorkflow, WorkflowLookup } from '../engine/runnable-workflow.ts';
import { checkValue } from './check-value.ts';
import type { Workflow } from './define-workflow.ts';
import { findWorkflowFiles } from './find-workflow-files.ts';
import { isWorkflow } from './is-workflow.ts';
import { examplesOf, makeManifest } from './make-manifest.ts';
import { ModuleGraph } from './module-graph.ts';

export interface LoadedWorkflow extends RunnableWorkflow {
  readonly entry: WorkflowVersionEntry;
  sample(): Promise<Json | null>;
  readonly examples: readonly Example[];
  /** What the author says that a run with this input costs, unchecked; only asked when there is an estimate. */
  estimate(input: unknown): Promise<unknown>;
}

/** The workflows of a folder, loaded into this thread. A thread loads once: changed code gets a new thread. */
export class WorkflowRegistry implements WorkflowLookup {
  /** Files that could not be loaded, in words. */
  readonly problems: string[] = [];
  private readonly loaded = new Map<string, LoadedWorkflow>();
  private readonly graph = new ModuleGraph();

  async load(folder: string): Promise<void> {
    for (const file of findWorkflowFiles(folder)) {
      try {
        await this.loadFile(file);
      } catch (error) {
        // One broken file must not keep the others from running.
        this.problems.push(`${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
  }

  find(name: string): LoadedWorkflow | null {
    return this.loaded.get(name) ?? null;
  }

  entries(): readonly WorkflowVersionEntry[] {
    return [...this.loaded.values()].map(({ entry }) => entry);
  }

  private async loadFile(file: string): Promise<void> {
    const { href } = pathToFileURL(file);
    const module: unknown = await import(href);
    const exported: unknown = typeof module === 'object' && module !== null && 'default' in module ? module.default : null;
    if (!isWorkflow(exported)) {
      this.problems.push(`${file}: has no default export made by defineWorkflow; it was left out.`);
      return;
    }
    const workflow = loadedWorkflow(exported, this.graph.versionOf(href));
    if (this.loaded.has(workflow.name)) throw new TypeError(`The name ${workflow.name} is taken by another file.`);
    this.loaded.set(workflow.name, workflow);
  }
}

function loadedWorkflow(workflow: Workflow, codeHash: string): LoadedWorkflow {
  const { name, title = name, description = '', version: label, input, output, sample, estimate } = workflow.options;
  const manifest = makeManifest(workflow);
  const version = label === undefined ? codeHash : `${label}-${codeHash}`;
  return {
    name,
    version,
    manifest,
    entry: { name, version, title, description, manifest: trustJsonText(JSON.stringify(manifest)) },
    readInput: (value) => checkValue(input, value),
    readOutput: (value) => checkValue(output, value),
    call: (run, value) => workflow.run(run, value),
    estimate: async (value) => estimate?.(value),
    examples: examplesOf(workflow),
    sample: async () => (typeof sample === 'function' ? sample() : (sample ?? null)),
  };
}
