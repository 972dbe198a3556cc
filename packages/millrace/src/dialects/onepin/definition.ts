import { isJsonObject, type Json } from '../../domain/json.ts';
import type { StageDeclaration } from '../../domain/stage.ts';
import { fillTemplate } from '../template.ts';
import type { DeclaredWorkflow } from './declaration.ts';

type Graph = NonNullable<DeclaredWorkflow['graph']>;
export type GraphNode = Graph['nodes'][number];

/** A workflow as its graph shows it. */
export interface Definition {
  readonly graph: Graph;
  readonly execution: { readonly steps: readonly string[]; readonly params: { readonly [name: string]: Json } };
}

export function definitionOf({ graph, execution }: DeclaredWorkflow, stages: readonly StageDeclaration[]): Definition {
  const shown = graph ?? graphOfStages(stages);
  return { graph: shown, execution: execution ?? { steps: shown.nodes.map(({ id }) => id), params: {} } };
}

export function countNodes({ graph }: DeclaredWorkflow, stages: readonly StageDeclaration[]): number {
  return graph === undefined ? stages.length : graph.nodes.length;
}

function graphOfStages(stages: readonly StageDeclaration[]): Graph {
  const nodes = stages.map(({ name, title }, index): GraphNode => ({
    id: name,
    type: 'stage',
    name: title,
    position: { x: 240 * index, y: 0 },
    config: {},
    config_version: 1,
  }));
  const edges = nodes.slice(1).map(({ id: target }, index) => {
    const source = nodes[index]?.id ?? target;
    return { id: `${source}.out-${target}`, source, sourcePort: 'out', target, targetPort: 'in' };
  });
  return { nodes, edges };
}

/** The definition as one run had it: with what its input says about the nodes. */
export function snapshotOf(definition: Definition, { configs }: DeclaredWorkflow, input: Json): Definition {
  const nodes = definition.graph.nodes.map((node): GraphNode => {
    const template = Object.hasOwn(configs, node.id) ? configs[node.id] : undefined;
    const changed = template === undefined ? undefined : fillTemplate(template, input);
    return isJsonObject(changed) ? { ...node, config: { ...node.config, ...changed } } : node;
  });
  return { ...definition, graph: { ...definition.graph, nodes } };
}

/** The nodes that outputs come from. */
export function sinksOf({ graph }: Definition, { sinks }: Pick<DeclaredWorkflow, 'sinks'>): readonly GraphNode[] {
  if (Object.keys(sinks).length > 0) return graph.nodes.filter(({ id }) => Object.hasOwn(sinks, id));
  const sources = new Set(graph.edges.map(({ source }) => source));
  return graph.nodes.filter(({ id }) => !sources.has(id));
}

export function validatorsOf({ graph }: Definition): readonly GraphNode[] {
  return graph.nodes.filter(({ type }) => type.startsWith('validator_'));
}

export function hasOneSourceScript({ graph }: Definition): boolean {
  return graph.nodes.filter(({ type }) => type === 'source_script').length === 1;
}
