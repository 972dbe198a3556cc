import type { Json } from '../../domain/json.ts';
import type { Step } from '../../domain/step.ts';
import { valueAt } from '../../domain/json-pointer.ts';
import type { DeclaredWorkflow } from './declaration.ts';
import type { Definition } from './definition.ts';

/** One visit of a node: a step of a run, with its result. */
export interface Visit {
  readonly step: Step;
  readonly node: { readonly id: string; readonly type: string; readonly name: string };
  /** Counts the visits of the node from 1. */
  readonly iteration: number;
  /** Undefined when there is none. */
  readonly result: Json | undefined;
}

/** Each step belongs to the node of its name, or else to that of its stage; one without either is a node of its own. */
export function visitsOf(definition: Definition, steps: readonly Step[], resultOf: (step: Step) => Json | undefined): readonly Visit[] {
  const counts = new Map<string, number>();
  return steps.map((step) => {
    const node = nodeOf(definition, step);
    const iteration = (counts.get(node.id) ?? 0) + 1;
    counts.set(node.id, iteration);
    return { step, node, iteration, result: resultOf(step) };
  });
}

function nodeOf({ graph }: Definition, { name, kind, stage }: Step): Visit['node'] {
  const known = graph.nodes.find(({ id }) => id === name) ?? graph.nodes.find(({ id }) => id === stage);
  return known ?? { id: name, type: kind, name };
}

type Pointers = DeclaredWorkflow['results'];

/** The ports through which something left the node. */
export function portsOf({ result }: Visit, { ports }: Pick<Pointers, 'ports'>): readonly string[] {
  return listAt(result, ports).filter((port) => typeof port === 'string');
}

/** What went through the node, line by line. */
export function linesOf({ result }: Visit, { lines }: Pick<Pointers, 'lines'>): readonly Json[] {
  return listAt(result, lines);
}

function listAt(result: Json | undefined, pointer: string): readonly Json[] {
  const found = valueAt(result, pointer);
  return isList(found) ? found : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function errorOf({ status, attempts }: Step): string | null {
  return status === 'failed' ? (attempts.at(-1)?.error?.message ?? null) : null;
}
