import { cutText } from './cut-text.ts';
import type { Difference, EvaluatorScore } from './evaluation.ts';
import type { ExactDiffEvaluator } from './example.ts';
import type { Json, JsonObject } from './json.ts';
import { pointerToken } from './json-pointer.ts';
import { LIMITS } from './limits.ts';

/** Counts what of an output is as it should be, and lists the first differences. */
export class DiffTally {
  private readonly evaluator: ExactDiffEvaluator;
  private readonly differences: Difference[] = [];
  private compared = 0;
  private matching = 0;

  constructor(evaluator: ExactDiffEvaluator) {
    this.evaluator = evaluator;
  }

  compare(pointer: string, expected: Json, actual: Json | undefined): void {
    if (isList(expected)) this.compareLists(pointer, expected, actual);
    else if (isObject(expected)) this.compareObjects(pointer, expected, actual);
    else if (isSame(expected, actual, this.evaluator.numericTolerance)) this.match();
    else this.differ(pointer, expected, actual);
  }

  score(): EvaluatorScore {
    const { name, type, weight, passThreshold } = this.evaluator;
    const { compared, matching, differences } = this;
    const score = compared === 0 ? 1 : matching / compared;
    return { name, type, weight, passThreshold, score, passed: score >= passThreshold, compared, matching, differences };
  }

  private compareLists(pointer: string, expected: readonly Json[], actual: Json | undefined): void {
    const found = actual !== undefined && isList(actual) ? actual : null;
    if (expected.length === 0) {
      if (found === null) return this.differ(pointer, expected, actual);
      if (found.length === 0) return this.match();
    }
    expected.forEach((value, index) => this.compare(`${pointer}/${index}`, value, found?.[index]));
    found?.slice(expected.length).forEach((value, index) => this.countExtra(`${pointer}/${expected.length + index}`, value));
  }

  private compareObjects(pointer: string, expected: JsonObject, actual: Json | undefined): void {
    const found = actual !== undefined && isObject(actual) ? actual : null;
    const fields = Object.entries(expected);
    const extras =
      found === null || this.evaluator.allowExtraFields ? [] : Object.entries(found).filter(([key]) => !Object.hasOwn(expected, key));
    if (fields.length === 0) {
      if (found === null) return this.differ(pointer, expected, actual);
      if (extras.length === 0) return this.match();
    }
    for (const [key, value] of fields) this.compare(`${pointer}/${pointerToken(key)}`, value, memberOf(found, key));
    for (const [key, value] of extras) this.countExtra(`${pointer}/${pointerToken(key)}`, value);
  }

  /** Nothing limits how deep an output goes, so that this does not call itself. */
  private countExtra(pointer: string, value: Json): void {
    const left: (readonly [pointer: string, value: Json])[] = [[pointer, value]];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [at, found] = next;
      const members = membersOf(found);
      if (members.length === 0) this.add({ pointer: at, kind: 'extra', expected: null, actual: shown(found) });
      for (const [key, member] of members.toReversed()) left.push([`${at}/${pointerToken(key)}`, member]);
    }
  }

  private match(): void {
    this.compared += 1;
    this.matching += 1;
  }

  private differ(pointer: string, expected: Json, actual: Json | undefined): void {
    if (actual === undefined) this.add({ pointer, kind: 'missing', expected: shown(expected), actual: null });
    else this.add({ pointer, kind: 'changed', expected: shown(expected), actual: shown(actual) });
  }

  private add(difference: Difference): void {
    this.compared += 1;
    if (this.differences.length < LIMITS.evaluationDifferences) this.differences.push(difference);
  }
}

function isSame(expected: Json, actual: Json | undefined, tolerance: number): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') return Math.abs(expected - actual) <= tolerance;
  return expected === actual;
}

function shown(value: Json): Json {
  if (typeof value === 'string') return cutText(value, LIMITS.differenceTextLength);
  return isList(value) || isObject(value) ? beginningOf(value) : value;
}

/** A container stands for what was there instead of a plain value: what kind of thing it is, and how it begins. */
function beginningOf(value: readonly Json[] | JsonObject): string {
  const begin = membersOf(value)
    .slice(0, 8)
    .map(([key, member]) => [key, plainly(member)] as const);
  const text = JSON.stringify(isList(value) ? begin.map(([, member]) => member) : Object.fromEntries(begin));
  return cutText(text, LIMITS.differenceTextLength);
}

function plainly(member: Json): Json {
  if (isList(member)) return '[…]';
  return isObject(member) ? '{…}' : member;
}

function membersOf(value: Json): readonly (readonly [string, Json])[] {
  return isList(value) || isObject(value) ? Object.entries(value) : [];
}

function memberOf(value: JsonObject | null, key: string): Json | undefined {
  return value !== null && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
