import { GRAPH, NODES, validatorNode } from './graph.ts';
import type { OnepinDeclaration } from 'millrace';

const threshold = (kind: Parameters<typeof validatorNode>[0]) => ({
  [validatorNode(kind)]: { threshold: { $from: `/validators/${kind}` } },
});

const VERDICTS = {
  $each: '/verdicts',
  as: {
    validator_node_id: { $from: '/validator_node_id' },
    validator_kind: { $from: '/validator_kind' },
    validator_label: { $from: '/validator_label' },
    score: { $from: '/score' },
    threshold: { $from: '/threshold' },
  },
} as const;

const CARDS = {
  $each: '/cards',
  as: {
    locale_code: { $from: '/locale' },
    path: { $from: '/audio/path' },
    waveform: { $from: '/audio/waveform' },
    duration_ms: { $from: '/audio/duration_ms' },
    content_type: { $from: '/audio/content_type' },
    provider: { $from: '/audio/provider' },
    model: { $from: '/audio/model' },
    validations: { $from: '/validations' },
    voice: { $from: '/voice/id' },
    retry_count: { $from: '/retry_count' },
    status: { $from: '/status' },
    verdicts: VERDICTS,
  },
} as const;

/** The workflow as OnePin shows it, under the id that the vendor's pages use. */
export const ONEPIN = {
  workflow_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  graph: { nodes: GRAPH.nodes.map((node) => ({ ...node })), edges: GRAPH.edges.map((edge) => ({ ...edge })) },
  input: { script: { $from: '/script_text' }, source_language: { $from: '/source_language' } },
  configs: {
    [NODES.source]: { script: { $from: '/script' }, source_language: { $from: '/source_language' } },
    [NODES.generator]: {
      max_retries: { $from: '/max_retries' },
      voice: { $from: '/voice' },
      speed: { $from: '/speed' },
      pitch: { $from: '/pitch' },
      gain_db: { $from: '/gain_db' },
      languages: { $from: '/languages' },
    },
    ...threshold('duration'),
    ...threshold('silence'),
    ...threshold('clipping'),
    ...threshold('level'),
  },
  results: { score: '/validation/score' },
  rows: {
    records: 'lines',
    row: {
      id: { $from: '/id' },
      line_index: { $from: '/line_index' },
      line_id: { $from: '/line_id' },
      source_line_id: { $from: '/source_line_id' },
      script: { $from: '/script' },
      auto_corrected: { $from: '/auto_corrected' },
      cards: CARDS,
    },
  },
  export: { path: 'export.zip' },
  sinks: { [NODES.sink]: { prefix: 'audio/' } },
} satisfies OnepinDeclaration;
