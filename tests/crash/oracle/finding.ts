/** What went wrong, by the headline under which it is counted. */
export interface Finding {
  readonly kind: 'lost' | 're-executed' | 'unattributed' | 'illegal';
  readonly runId: string | null;
  readonly what: string;
}

export function finding(kind: Finding['kind'], runId: string | null, what: string): Finding {
  return { kind, runId, what };
}
