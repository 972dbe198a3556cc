import type { Effect } from '../effect-log.ts';
import type { Evidence, StoredRun } from './evidence.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
import { Lives } from './lives.ts';

export interface EffectVerdict {
  readonly findings: readonly Finding[];
  /** Duplicates that one kill between effect and record explains, by what that kill was. */
  readonly attributed: ReadonlyMap<string, number>;
}

const AT_MOST_ONCE = new Set(['once/pay']);

/**
 * Each completed step has its effect; no effect happens in a later life than the record of its step; each further effect
 * belongs to a later life than the one before, which is what a kill between effect and record looks like.
 *
 * Lives do not overlap and a record carries the time of the life that made it, so nothing here depends on how fast
 * anything was.
 */
export function judgeEffects({ boots, effects, stored }: Evidence): EffectVerdict {
  const lives = new Lives(boots);
  const runs = new Map(stored.runs.map((run) => [run.id, run]));
  const findings: Finding[] = [...judgeIdentity(effects), ...judgeMissing(effects, stored.runs)];
  const attributed = new Map<string, number>();
  for (const same of Map.groupBy(effects, placeOf).values()) {
    findings.push(...judgePlace(same, runs, lives, attributed));
  }
  return { findings, attributed };
}

function judgePlace(
  same: readonly Effect[],
  runs: ReadonlyMap<string, StoredRun>,
  lives: Lives,
  attributed: Map<string, number>,
): readonly Finding[] {
  const [first] = same;
  if (first === undefined) return [];
  const run = runs.get(first.runId);
  if (run === undefined) return [finding('lost', first.runId, `effect ${first.effectId} happened and there is no such run`)];
  const recordedIn = lifeOfRecord(run, first, lives);
  const findings: Finding[] = [];
  let before: number | null = null;
  for (const effect of same) {
    const life = lives.ofPid(effect.pid);
    const name = `effect ${placeOf(effect)} (number ${effect.sequence})`;
    if (recordedIn !== null && life > recordedIn) {
      findings.push(finding('re-executed', run.id, `${name} happened after its step was recorded`));
    } else if (before !== null && life <= before) {
      findings.push(finding('unattributed', run.id, `${name} happened twice with no kill in between`));
    } else if (before !== null) {
      count(attributed, lives.endOf(before));
    }
    before = life;
  }
  if (same.length > 1 && AT_MOST_ONCE.has(`${run.workflow}/${first.step}`)) {
    findings.push(finding('re-executed', run.id, `at-most-once step ${first.step} had ${same.length} effects`));
  }
  return findings;
}

function lifeOfRecord(run: StoredRun, effect: Effect, lives: Lives): number | null {
  const record = run.events.find(({ fact }) => fact?.kind === 'completed' && fact.step === effect.step && fact.items.includes(effect.item));
  return record === undefined ? null : lives.at(record.at);
}

/** The effect id of a step is the same over all its attempts, and no other step has it. */
function judgeIdentity(effects: readonly Effect[]): readonly Finding[] {
  const idOf = new Map<string, string>();
  const placeOfId = new Map<string, string>();
  const findings: Finding[] = [];
  for (const effect of effects) {
    const place = placeOf(effect);
    const id = idOf.get(place) ?? effect.effectId;
    const owner = placeOfId.get(effect.effectId) ?? place;
    if (id !== effect.effectId) findings.push(finding('illegal', effect.runId, `${place} sent effect id ${effect.effectId} after ${id}`));
    if (owner !== place) findings.push(finding('illegal', effect.runId, `${place} and ${owner} share effect id ${effect.effectId}`));
    idOf.set(place, id);
    placeOfId.set(effect.effectId, owner);
  }
  return findings;
}

/** Steps without an effect of their own: everything else that completed must have had one. */
const PURE_STEPS = new Set(['double', 'raise', 'close', 'sum', 'draft', 'compare', 'last', 'end']);

function judgeMissing(effects: readonly Effect[], runs: readonly StoredRun[]): readonly Finding[] {
  const happened = new Set(effects.map(placeOf));
  return runs.flatMap((run) => {
    const completed = run.events.flatMap(({ fact }) =>
      fact?.kind === 'completed' && !PURE_STEPS.has(fact.step) ? fact.items.map((item) => ({ step: fact.step, item })) : [],
    );
    return completed
      .filter(({ step, item }) => !happened.has(placeOf({ runId: run.id, step, item })))
      .map(({ step, item }) =>
        finding('lost', run.id, `step ${step}${item === null ? '' : `[${item}]`} is recorded and its effect never happened`),
      );
  });
}

function placeOf({ runId, step, item }: Pick<Effect, 'runId' | 'step' | 'item'>): string {
  return item === null ? `${runId}/${step}` : `${runId}/${step}[${item}]`;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
