import { GiveVerdict, Verdict } from '@millrace/protocol';
import { z } from 'zod';
import { giveVerdict } from '../../../commands/give-verdict.ts';
import type { CorrectionRequest, VerdictRequest } from '../../../commands/give-verdict.ts';
import { withdrawVerdict } from '../../../commands/withdraw-verdict.ts';
import { MillraceError } from '../../../domain/errors.ts';
import { jsonAnswer } from '../../answers.ts';
import { tagOfSeq } from '../../entity-tag.ts';
import { IfMatchHeaders, seqToMatch } from '../../if-match.ts';
import { asJson } from '../../json-value.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { readRun, seenRun } from '../../read-run.ts';
import { empty, json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { presentVerdict } from './present.ts';

const PATH = '/v1/runs/{id}/verdict';
const RunParams = z.object({ id: z.string() });

export const getVerdictRoute = route(
  {
    method: 'GET',
    path: PATH,
    operationId: 'getVerdict',
    summary: 'Read what people found about a run',
    params: RunParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The verdict. The ETag is that of the run.', Verdict, ['ETag']) },
  },
  ({ deps, caller, params }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const verdict = deps.context.store.verdicts.get(run.workspaceId, run.id);
    if (verdict === null) throw new MillraceError('not_found', 'The run has no verdict.');
    return json(200, presentVerdict(run.id, verdict), { ETag: tagOfSeq(run.seq) });
  },
);

export const giveVerdictRoute = routeWithBody(
  {
    method: 'PUT',
    path: PATH,
    operationId: 'giveVerdict',
    summary: 'Say what was right or wrong about a finished run, with corrections',
    params: RunParams,
    query: NO_QUERY,
    headers: IfMatchHeaders,
    body: GiveVerdict,
    responses: { 200: jsonAnswer('The verdict. The ETag is that of the run, which it has changed.', Verdict, ['ETag']) },
  },
  async ({ deps, caller, params, headers, body }) => {
    const request = { ...translateVerdict(body), runId: params.id, ifSeq: seqToMatch(headers['if-match']) };
    const { run, verdict } = await giveVerdict(deps.context, caller, request);
    return json(200, presentVerdict(run.id, verdict), { ETag: tagOfSeq(seenRun(deps, run).seq) });
  },
);

export const withdrawVerdictRoute = route(
  {
    method: 'DELETE',
    path: PATH,
    operationId: 'withdrawVerdict',
    summary: 'Take back what was said about a run; its expected files stay',
    params: RunParams,
    query: NO_QUERY,
    headers: IfMatchHeaders,
    responses: { 204: { description: 'The run has no verdict any more.' } },
  },
  async ({ deps, caller, params, headers }) => {
    await withdrawVerdict(deps.context, caller, { runId: params.id, ifSeq: seqToMatch(headers['if-match']) });
    return empty(204);
  },
);

function translateVerdict(body: GiveVerdict): Omit<VerdictRequest, 'runId' | 'ifSeq'> {
  return {
    verdict: body.verdict,
    status: body.status,
    note: body.note,
    correctedOutput: body.corrected_output === undefined ? undefined : asJson(body.corrected_output),
    corrections: body.corrections?.map(translateCorrection),
    closedNote: body.closed_note,
  };
}

function translateCorrection(correction: NonNullable<GiveVerdict['corrections']>[number]): CorrectionRequest {
  const { id, kind, path, label, note, original_value: original, corrected_value: corrected } = correction;
  return {
    id,
    kind,
    path,
    label,
    note,
    originalValue: original === undefined ? undefined : asJson(original),
    correctedValue: corrected === undefined ? undefined : asJson(corrected),
    correctedArtifactPath: correction.corrected_artifact_path,
  };
}
