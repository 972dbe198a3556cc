import type { Gap } from '../dialect.ts';

const EXAMPLES_IN_CODE = 'Examples lie in the code of a workflow and are changed there: they can be read and run, not written.';
const NO_FILES_OF_EXAMPLES = 'Files of examples lie in the code of a workflow and are not handed out.';
const NO_EXPERIMENTS = 'Experiments are not served yet. Start a run of each example, and list the runs by exampleId.';
const NO_DATASETS = 'Datasets are not carried in or out as archives: examples lie in the code of a workflow.';
const NO_PARTS = 'Uploads are sent as one form to POST /files: there are no sessions that could be completed or ended.';
const CODE_ON_DISK = 'Workflows are code in the folder of the server; it is read again when it changes.';
const EXAMPLE = '/automations/{automation_id}/examples/{example_id}';

/** Documented endpoints that are not served, below both prefixes. */
export const GAPS: readonly Gap[] = [
  { method: 'POST', path: '/runs/{run_id}/promote', reason: EXAMPLES_IN_CODE },
  { method: 'POST', path: '/automations/{automation_id}/sync', reason: CODE_ON_DISK },
  { method: 'PATCH', path: '/automations/{automation_id}', reason: CODE_ON_DISK },
  { method: 'DELETE', path: '/automations/{automation_id}', reason: CODE_ON_DISK },
  { method: 'POST', path: '/automations/{automation_id}/versions', reason: CODE_ON_DISK },
  { method: 'PUT', path: '/automations/{automation_id}/evaluators', reason: 'Evaluators are declared in the code of a workflow.' },
  { method: 'POST', path: '/automations/{automation_id}/examples', reason: EXAMPLES_IN_CODE },
  { method: 'PATCH', path: EXAMPLE, reason: EXAMPLES_IN_CODE },
  { method: 'PUT', path: EXAMPLE, reason: EXAMPLES_IN_CODE },
  { method: 'DELETE', path: EXAMPLE, reason: EXAMPLES_IN_CODE },
  ...['input', 'expected'].flatMap((folder): Gap[] => [
    { method: 'GET', path: `${EXAMPLE}/${folder}`, reason: NO_FILES_OF_EXAMPLES },
    { method: 'POST', path: `${EXAMPLE}/${folder}`, reason: EXAMPLES_IN_CODE },
    { method: 'GET', path: `${EXAMPLE}/${folder}/{path}`, reason: NO_FILES_OF_EXAMPLES },
    { method: 'PATCH', path: `${EXAMPLE}/${folder}/{path}`, reason: EXAMPLES_IN_CODE },
    { method: 'DELETE', path: `${EXAMPLE}/${folder}/{path}`, reason: EXAMPLES_IN_CODE },
  ]),
  { method: 'GET', path: '/automations/{automation_id}/dataset/export', reason: NO_DATASETS },
  { method: 'POST', path: '/automations/{automation_id}/dataset/import', reason: NO_DATASETS },
  { method: 'GET', path: '/automations/{automation_id}/experiments', reason: NO_EXPERIMENTS },
  { method: 'POST', path: '/automations/{automation_id}/experiments', reason: NO_EXPERIMENTS },
  { method: 'POST', path: '/automations/{automation_id}/experiments/stream', reason: NO_EXPERIMENTS },
  { method: 'GET', path: '/automations/{automation_id}/experiments/export', reason: NO_EXPERIMENTS },
  { method: 'GET', path: '/automations/{automation_id}/experiments/{experiment_id}', reason: NO_EXPERIMENTS },
  { method: 'POST', path: '/automations/{automation_id}/experiments/{experiment_id}/cancel', reason: NO_EXPERIMENTS },
  { method: 'GET', path: '/automations/{automation_id}/experiments/{experiment_id}/export', reason: NO_EXPERIMENTS },
  { method: 'GET', path: '/experiments/{experiment_id}', reason: NO_EXPERIMENTS },
  { method: 'DELETE', path: '/files/uploads/{upload_id}', reason: NO_PARTS },
  { method: 'POST', path: '/files/uploads/{upload_id}/complete', reason: NO_PARTS },
];
