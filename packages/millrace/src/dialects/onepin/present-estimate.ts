import type { RunPreview } from '../../commands/preview-run.ts';
import type { Definition } from './definition.ts';

export interface EstimateOut {
  readonly min_credits: number;
  readonly expected_credits: number;
  readonly max_credits: number;
  readonly breakdown: readonly {
    readonly node_id: string;
    readonly node_type: string;
    readonly min_credits: number;
    readonly expected_credits: number;
    readonly max_credits: number;
  }[];
  readonly current_balance: number;
  readonly deficit_at_max: number;
  readonly can_run: boolean;
}

export function presentEstimate(
  { estimate, balance, deficitAtMax, canRun }: Pick<RunPreview, 'estimate' | 'balance' | 'deficitAtMax' | 'canRun'>,
  { graph }: Definition,
): EstimateOut {
  return {
    min_credits: estimate.min,
    expected_credits: estimate.expected,
    max_credits: estimate.max,
    breakdown: estimate.breakdown.map(({ name, kind, min, expected, max }) => ({
      node_id: name,
      node_type: graph.nodes.find(({ id }) => id === name)?.type ?? kind ?? 'part',
      min_credits: min,
      expected_credits: expected,
      max_credits: max,
    })),
    current_balance: balance,
    deficit_at_max: deficitAtMax,
    can_run: canRun,
  };
}
