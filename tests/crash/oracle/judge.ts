import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { judgeCredits } from './judge-credits.ts';
import { judgeEffects } from './judge-effects.ts';
import { judgeFiles } from './judge-files.ts';
import { judgeLogs } from './judge-logs.ts';
import { judgeReaders } from './judge-readers.ts';
import { judgeStarts } from './judge-starts.ts';
import { judgeWishes } from './judge-wishes.ts';

export interface Verdict {
  readonly findings: readonly Finding[];
  readonly attributed: ReadonlyMap<string, number>;
}

/** Judges a crash test. Pure: the same evidence gives the same verdict. */
export function judge(evidence: Evidence): Verdict {
  const effects = judgeEffects(evidence);
  const findings = [judgeStarts, judgeLogs, judgeReaders, judgeWishes, judgeFiles, judgeCredits].flatMap((rule) => rule(evidence));
  return { findings: [...findings, ...effects.findings], attributed: effects.attributed };
}
