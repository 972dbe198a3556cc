import type { ClipState, Validation } from './clip.ts';
import { VALIDATORS, type Thresholds } from './validate/validators.ts';
import type { LineVisits } from './line-visits.ts';
import type { RunContext } from 'millrace';
import type { Validator } from './validate/validator.ts';
import { isDeepStrictEqual } from 'node:util';
import { validatorNode } from './graph.ts';

export interface Rules {
  readonly thresholds: Thresholds;
  readonly maxRetries: number;
}

/** The newest takes of these clips go from validator to validator. What comes back is delivered, dropped, or open for another take. */
export async function validateWave(
  run: RunContext,
  taken: readonly ClipState[],
  rules: Rules,
  visits: LineVisits,
): Promise<readonly ClipState[]> {
  const states = new Map(taken.map((state) => [state.clip, state]));
  let passing = taken;
  for (const [index, validator] of VALIDATORS.entries()) {
    if (passing.length === 0) break;
    const visited = await visit(run, validator, passing, rules);
    for (const state of visited) states.set(state.clip, state);
    visits.visited(visited.length, `${validator.label}: ${visited.length} lines checked`);
    passing = visited.filter(({ validations }) => validations.at(-1)?.status === 'pass');
    visits.expect(-(visited.length - passing.length) * (VALIDATORS.length - index - 1));
  }
  const delivered = new Set(passing.map(({ clip }) => clip));
  return [...states.values()].map((state) => (delivered.has(state.clip) ? { ...state, status: 'delivered' } : state));
}

async function visit(run: RunContext, validator: Validator, states: readonly ClipState[], rules: Rules): Promise<readonly ClipState[]> {
  const { lines } = await run.step(validatorNode(validator.kind), () => {
    const judged = states.map((state) => judge(validator, state, rules));
    return { ports: [...new Set(judged.map(({ port }) => port))].toSorted().toReversed(), lines: judged };
  });
  return states.map((state, index): ClipState => {
    const line = lines[index];
    if (line === undefined) throw new Error(`The validator ${validator.kind} says nothing about ${state.clip.lineId}.`);
    const validations = [...state.validations, line.validation];
    if (line.next === 'drop') return { ...state, validations, status: 'dropped', reason: `rejected_by_${validator.kind}` };
    return { ...state, validations, settings: line.settings };
  });
}

/** Other settings that are the same settings would only make the same take again: such a line is dropped at once. */
function judge(validator: Validator, { clip, take, takes, settings }: ClipState, { thresholds, maxRetries }: Rules) {
  if (take === null) throw new Error(`There is no take of ${clip.lineId}.`);
  const { kind, label, remedy } = validator;
  const finding = validator.judge(take.measurements, clip.text);
  const threshold = thresholds[kind];
  const port = finding.score >= threshold ? ('pass' as const) : ('fail' as const);
  const validation: Validation = { node_id: validatorNode(kind), kind, label, attempt: takes, threshold, status: port, ...finding };
  const better = port === 'pass' ? settings : remedy(settings, finding);
  const afterFail = takes <= maxRetries && !isDeepStrictEqual(better, settings) ? ('retry' as const) : ('drop' as const);
  const next = port === 'pass' ? ('go_on' as const) : afterFail;
  return { line_id: clip.lineId, locale: clip.locale, port, next, settings: better, validation };
}
