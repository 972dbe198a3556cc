/** Something that the server told somebody, or let happen, and that must therefore be on the disk from then on. */
export type Claim = { readonly at: number } & (
  | { readonly kind: 'start'; readonly runId: string; readonly key: string }
  /** The run has come at least this far, and if it was over, as that. */
  | { readonly kind: 'progress'; readonly runId: string; readonly seq: number; readonly end: string | null }
  | { readonly kind: 'signal'; readonly runId: string; readonly name: string }
  | { readonly kind: 'decision'; readonly runId: string; readonly reviewId: string }
  | { readonly kind: 'event'; readonly runId: string; readonly seq: number; readonly type: string }
  /** A later step had its effect. */
  | { readonly kind: 'step'; readonly runId: string; readonly step: string }
  | { readonly kind: 'intent'; readonly runId: string; readonly step: string }
  | { readonly kind: 'upload'; readonly id: string; readonly sha256: string; readonly sizeBytes: number }
  | { readonly kind: 'quote'; readonly id: string }
);
