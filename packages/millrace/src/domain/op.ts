/** Calls of a workflow function that readers see as steps. */
export const STEP_KINDS = ['step', 'map', 'sleep', 'wait', 'review', 'call'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** All calls that are recorded under their name and occurrence. */
export const OP_KINDS = [...STEP_KINDS, 'stage', 'records', 'artifact', 'items', 'progress', 'log', 'usage'] as const;
export type OpKind = (typeof OP_KINDS)[number];

export interface Op {
  readonly kind: OpKind;
  readonly name: string;
  /** How many calls of this kind and name came up to this one in the run, from 1. */
  readonly occurrence: number;
}

/** The text by which a replay finds the answer of a call: `step:load#1`. */
export function formatOp(kind: OpKind, name: string, occurrence: number): string {
  return `${kind}:${name}#${occurrence}`;
}

/** Reads `kind:name#occurrence`; the name may hold both marks. Null for a text that `formatOp` never makes. */
export function parseOp(op: string): Op | null {
  const colon = op.indexOf(':');
  const hash = op.lastIndexOf('#');
  const kind = OP_KINDS.find((known) => known === op.slice(0, colon));
  const occurrence = op.slice(hash + 1);
  if (kind === undefined || hash <= colon || !/^[1-9]\d{0,14}$/.test(occurrence)) return null;
  return { kind, name: op.slice(colon + 1, hash), occurrence: Number(occurrence) };
}

/** The name in an op. */
export function nameOfOp(op: string): string {
  return op.slice(op.indexOf(':') + 1, op.lastIndexOf('#'));
}

export function isStepKind(kind: OpKind): kind is StepKind {
  return STEP_KINDS.some((known) => known === kind);
}
