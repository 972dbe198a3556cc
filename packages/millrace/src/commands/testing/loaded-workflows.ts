import { MillraceError, type Fault } from '../../domain/errors.ts';
import { checkEstimate, type Estimate } from '../../domain/estimate.ts';
import { decodeJson, encodeJson } from '../../domain/json-text.ts';
import type { Json, JsonText } from '../../domain/json.ts';
import type { Definitions, ExampleTexts, InputVerdict } from '../definitions.ts';

export interface LoadedWorkflow {
  readonly version: string;
  readonly sample?: Json;
  readonly check?: (input: Json) => readonly Fault[];
  readonly estimate?: (input: Json) => unknown;
  readonly examples?: { readonly [id: string]: { readonly input: Json; readonly expected: Json } };
}

/** Definitions that live in memory instead of in files on a thread of their own. */
export class LoadedWorkflows implements Definitions {
  private readonly byName = new Map<string, LoadedWorkflow>();
  /** Resolved before an input is judged: lets a test look at what happens in the meantime. */
  judging: Promise<unknown> = Promise.resolve();

  load(name: string, workflow: LoadedWorkflow): void {
    this.byName.set(name, workflow);
  }

  isLoaded(workflow: string, version: string): boolean {
    return this.byName.get(workflow)?.version === version;
  }

  async validateInput(_workspaceId: string, workflow: string, _version: string, input: JsonText): Promise<InputVerdict> {
    await this.judging;
    const faults = this.byName.get(workflow)?.check?.(decodeJson(input)) ?? [];
    return faults.length === 0 ? { ok: true, input } : { ok: false, faults };
  }

  async sampleInput(workflow: string): Promise<JsonText | null> {
    await this.judging;
    const sample = this.byName.get(workflow)?.sample;
    return sample === undefined ? null : encodeJson(sample);
  }

  async example(workflow: string, _version: string, id: string): Promise<ExampleTexts | null> {
    const example = this.byName.get(workflow)?.examples?.[id];
    return example === undefined ? null : { input: encodeJson(example.input), expected: encodeJson(example.expected) };
  }

  async estimate(workflow: string, _version: string, input: JsonText): Promise<Estimate> {
    await this.judging;
    const checked = checkEstimate(this.byName.get(workflow)?.estimate?.(decodeJson(input)));
    if (checked.ok) return checked.value;
    throw new MillraceError('invalid_workflow', checked.problem);
  }
}
