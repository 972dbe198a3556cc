import type { ValidatorKind } from './validate/validator.ts';

export interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly config: { readonly [key: string]: string | number | boolean };
  readonly config_version: number;
}

export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly sourcePort: string;
  readonly target: string;
  readonly targetPort: string;
}

/** The validators in the order in which a line passes them. */
const CHECKS = [
  { kind: 'duration', name: 'Duration and pace' },
  { kind: 'silence', name: 'Silence' },
  { kind: 'clipping', name: 'Clipping' },
  { kind: 'level', name: 'Loudness' },
] as const satisfies readonly { kind: ValidatorKind; name: string }[];

/** The steps of a run are named like these nodes. */
export const NODES = { source: 'source', normalizer: 'normalizer', generator: 'generator', sink: 'preview' } as const;

export function validatorNode(kind: ValidatorKind): string {
  return `check_${kind}`;
}

/** How a line goes through a run: what fails a validator goes back to the generator, until its retries are used up. */
export const GRAPH: { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } = {
  nodes: [
    node(NODES.source, 'source_script', 'Script', [0, 0], { source_language: 'en-US' }),
    node(NODES.normalizer, 'operator_normalizer', 'Normalise', [240, 0]),
    node(NODES.generator, 'operator_generator', 'Speak', [480, 0], { provider: 'local', model: 'espeak-ng', max_retries: 2 }),
    ...CHECKS.map(({ kind, name }, index) =>
      node(validatorNode(kind), `validator_${kind}`, name, [720 + 240 * index, 0], { threshold: 85 }),
    ),
    node(NODES.sink, 'sink_preview', 'Preview and export', [720 + 240 * CHECKS.length, 0], { format: 'wav' }),
  ],
  edges: [
    edge(NODES.source, 'out', NODES.normalizer),
    edge(NODES.normalizer, 'out', NODES.generator),
    edge(NODES.generator, 'out', validatorNode(CHECKS[0].kind)),
    ...CHECKS.flatMap(({ kind }, index) => {
      const next = CHECKS[index + 1];
      return [
        edge(validatorNode(kind), 'pass', next === undefined ? NODES.sink : validatorNode(next.kind)),
        edge(validatorNode(kind), 'fail', NODES.generator),
      ];
    }),
  ],
};

function node(id: string, type: string, name: string, [x, y]: readonly [number, number], config: GraphNode['config'] = {}): GraphNode {
  return { id, type, name, position: { x, y }, config, config_version: 1 };
}

function edge(source: string, sourcePort: string, target: string): GraphEdge {
  return { id: `${source}.${sourcePort}-${target}`, source, sourcePort, target, targetPort: 'in' };
}
