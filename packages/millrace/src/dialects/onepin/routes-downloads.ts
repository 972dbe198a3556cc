import { fileLink } from '../../api/file-link.ts';
import type { Reply } from '../../api/reply.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Run } from '../../domain/run.ts';
import type { StoredArtifact } from '../../store/store.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { audioId } from './data-row.ts';
import { sinksOf } from './definition.ts';
import { answer } from './envelope.ts';
import { seconds } from '../seconds.ts';
import { definitionOfWorkflow, requireRun } from './workflows.ts';

type Target = Parameters<typeof fileLink>[2];

/** A link that works without a key, under the name that the file is saved as. */
function link(call: DialectCall, run: Run, filename: string, target: Target): Reply {
  const { url, expiresAt } = fileLink(call.deps, run, { ...target, filename }, call.now);
  return answer(call, { url: call.baseUrl + url, filename, expires_at: seconds(expiresAt) }, { headers: { 'Cache-Control': 'no-store' } });
}

function download(call: DialectCall): Reply {
  const { run, workflow } = requireRun(call);
  requireCompleted(run);
  const filename = `${fileName(workflow.stored.name)}-run-${run.runNumber}.zip`;
  const { export: exported } = workflow.declaration;
  if (exported === undefined) {
    requireFiles(filesOf(call, run).filter(({ role }) => role === 'output'));
    return link(call, run, filename, { zip: { roles: ['output'], prefix: '' } });
  }
  const file = call.deps.context.store.artifacts.get(run.workspaceId, run.id, exported.path);
  requireFiles(file === null ? [] : [file]);
  return link(call, run, exported.path.endsWith('.zip') ? filename : basename(exported.path), { path: exported.path });
}

function downloadNode(call: DialectCall): Reply {
  const { run, workflow } = requireRun(call);
  const { declaration } = workflow;
  const node = sinksOf(definitionOfWorkflow(workflow), declaration).find(({ id }) => id === call.params['node_id']);
  if (node === undefined) throw new MillraceError('not_found', 'The workflow has no output node of that name.');
  requireCompleted(run);
  const prefix = declaration.sinks[node.id]?.prefix ?? '';
  requireFiles(filesOf(call, run).filter(({ role, path }) => role === 'output' && path.startsWith(prefix)));
  const filename = `${fileName(workflow.stored.name)}-run-${run.runNumber}-${fileName(node.id)}.zip`;
  return link(call, run, filename, { zip: { roles: ['output'], prefix } });
}

function audio(call: DialectCall): Reply {
  const { run } = requireRun(call);
  const file = filesOf(call, run).find(({ role, path }) => role !== 'input' && audioId(path) === call.params['audio_id']);
  if (file === undefined) throw new MillraceError('not_found', 'The run has no such file.');
  return link(call, run, basename(file.path), { path: file.path });
}

function filesOf({ deps }: DialectCall, run: Run): readonly StoredArtifact[] {
  return deps.context.store.artifacts.list(run.workspaceId, run.id);
}

function requireCompleted({ status }: Run): void {
  if (status === 'completed') return;
  throw new MillraceError('conflict', `Only a completed run can be downloaded, and this one is ${status}.`);
}

function requireFiles(files: readonly unknown[]): void {
  if (files.length === 0) throw new MillraceError('not_found', 'The run has no files to download.');
}

/** What a file is called without the folders that it lies in. */
function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name as every file system takes it. */
function fileName(name: string): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  return plain === '' ? 'workflow' : plain;
}

const RUN = '/api/v1/workflows/{workflow_id}/runs/{run_id}';

export const DOWNLOAD_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: `${RUN}/download`, policy: 'artifacts:read', handle: download },
  { method: 'GET', path: `${RUN}/nodes/{node_id}/download`, policy: 'artifacts:read', handle: downloadNode },
  { method: 'GET', path: `${RUN}/audio/{audio_id}/url`, policy: 'artifacts:read', handle: audio },
];
