import type { EvaluationPlan } from './example.ts';
import type { Json, JsonObject, JsonText } from './json.ts';
import { decodeJson } from './json-text.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { StageDeclaration } from './stage.ts';

/** What a version of a workflow declares, as it is kept with the version. Null means that nothing was said. */
export interface Manifest {
  readonly stages: readonly StageDeclaration[];
  /** The retry policy of steps that have none of their own. */
  readonly retry: RetryPolicy | null;
  readonly concurrency: { readonly limit: number | null; readonly perKey: number | null };
  readonly timeoutMs: number | null;
  readonly ttlMs: number | null;
  readonly hasInputSchema: boolean;
  /** JSON Schema; null when there is no schema, or its library cannot say what it looks like. */
  readonly inputSchema: Json;
  readonly outputSchema: Json;
  readonly hasSample: boolean;
  readonly hasEstimate: boolean;
  /** The examples without their inputs and outputs, which stay with the code. */
  readonly examples: readonly { readonly id: string; readonly name: string; readonly metadata: Json }[];
  readonly evaluation: EvaluationPlan | null;
  /** What the workflow says about itself to each dialect. */
  readonly dialects: { readonly [dialect: string]: JsonObject };
}

const NOTHING_DECLARED: Manifest = {
  stages: [],
  retry: null,
  concurrency: { limit: null, perKey: null },
  timeoutMs: null,
  ttlMs: null,
  hasInputSchema: false,
  inputSchema: null,
  outputSchema: null,
  hasSample: false,
  hasEstimate: false,
  examples: [],
  evaluation: null,
  dialects: {},
};

/** Reads a stored manifest. One that an older release wrote may lack fields; those count as not declared. */
export function parseManifest(text: JsonText): Manifest {
  const declared: unknown = decodeJson(text);
  return isPartOfManifest(declared) ? { ...NOTHING_DECLARED, ...declared } : NOTHING_DECLARED;
}

/** Only the registry writes manifests. */
function isPartOfManifest(value: unknown): value is Partial<Manifest> {
  return typeof value === 'object' && value !== null;
}
