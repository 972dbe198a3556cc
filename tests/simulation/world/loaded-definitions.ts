import type { Definitions, ExampleTexts, InputVerdict } from '../../../packages/millrace/src/commands/definitions.ts';
import { checkEstimate, type Estimate } from '../../../packages/millrace/src/domain/estimate.ts';
import type { JsonText } from '../../../packages/millrace/src/domain/json.ts';
import type { LoadedWorkflow, WorkflowRegistry } from '../../../packages/millrace/src/workflow/registry.ts';

/** Answers what the definitions thread answers, some time later. */
export class LoadedDefinitions implements Definitions {
  private readonly registry: WorkflowRegistry;
  private readonly versions: () => ReadonlyMap<string, string>;

  constructor(registry: WorkflowRegistry, versions: () => ReadonlyMap<string, string>) {
    this.registry = registry;
    this.versions = versions;
  }

  isLoaded(workflow: string, version: string): boolean {
    return this.versions().get(workflow) === version;
  }

  async validateInput(_workspaceId: string, workflow: string, _version: string, input: JsonText): Promise<InputVerdict> {
    await someTime();
    const checked = await this.require(workflow).readInput(JSON.parse(input));
    return checked.ok ? { ok: true, input } : { ok: false, faults: checked.faults };
  }

  async sampleInput(): Promise<JsonText | null> {
    await someTime();
    return null;
  }

  async estimate(workflow: string, _version: string, input: JsonText): Promise<Estimate> {
    await someTime();
    const checked = checkEstimate(await this.require(workflow).estimate(JSON.parse(input)));
    if (!checked.ok) throw new Error(checked.problem);
    return checked.value;
  }

  async example(): Promise<ExampleTexts | null> {
    await someTime();
    return null;
  }

  private require(name: string): LoadedWorkflow {
    const workflow = this.registry.find(name);
    if (workflow === null) throw new Error(`The workflow ${name} is not loaded.`);
    return workflow;
  }
}

function someTime(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1);
  });
}
