import { crashPoint } from '../../journal/crash-point.ts';
import { checkArtifactPath } from '../../domain/names.ts';
import { LIMITS } from '../../domain/limits.ts';
import type { Execution } from '../execution.ts';
import type { ArtifactContent, ArtifactRef, FileReader, FileRef } from '../run-context.ts';
import { currentStage, currentWork } from '../run-scope.ts';

interface ArtifactOptions {
  readonly mediaType?: string;
  readonly role?: 'output' | 'intermediate';
}

/** Stores a file: first the bytes, durably, then the row that names them. A crash in between leaves an orphan that boot sweeps away. */
export async function artifact(
  execution: Execution,
  path: string,
  content: ArtifactContent,
  options: ArtifactOptions = {},
): Promise<ArtifactRef> {
  const checked = checkArtifactPath(path);
  if (!checked.ok) throw new TypeError(`The artifact cannot be named ${JSON.stringify(path)}: ${checked.problem}`);
  // Part of an attempt that has begun, to be stored again with its next one: it has no number, and nothing holds it back.
  if (currentWork(execution.run) !== null) return store(execution, null, path, content, options);
  const op = execution.nextOp('artifact', path);
  const noted = execution.history.note(op);
  if (noted?.type === 'artifact.recorded') return refOf(noted.artifact);
  await execution.mayBegin();
  return store(execution, op, path, content, options);
}

function store(
  execution: Execution,
  op: string | null,
  path: string,
  content: ArtifactContent,
  options: ArtifactOptions,
): Promise<ArtifactRef> {
  return execution.during(async () => {
    const stored = await execution.ports.artifacts.write(bytesOf(content), { maxBytes: LIMITS.artifactBytes });
    crashPoint('F3');
    const mediaType = options.mediaType ?? (typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream');
    const entry = {
      id: execution.ports.newId(),
      path,
      role: options.role ?? 'output',
      step: currentStage(execution.run),
      mediaType,
      ...stored,
    } as const;
    await execution.commit({ type: 'artifact.recorded', op, artifact: entry });
    return refOf(entry);
  });
}

/** Reads what the run was given or has stored. Looked up when it is read, so a reference may be made before the file exists. */
export function file(execution: Execution, ref: FileRef | ArtifactRef): FileReader {
  const stream = (): AsyncIterable<Uint8Array> => partByPart(execution, execution.ports.artifacts.read(storageKeyOf(execution, ref)));
  const bytes = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    for await (const part of stream()) parts.push(part);
    return Buffer.concat(parts);
  };
  return { stream, bytes, text: async () => new TextDecoder().decode(await bytes()) };
}

/** While it reads, a run does not leave memory for what another of its branches waits for. */
async function* partByPart(execution: Execution, parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = parts[Symbol.asyncIterator]();
  const read = (): Promise<IteratorResult<Uint8Array>> => execution.during(() => source.next());
  try {
    for (let part = await read(); part.done !== true; part = await read()) yield part.value;
  } finally {
    await source.return?.();
  }
}

function storageKeyOf(execution: Execution, ref: FileRef | ArtifactRef): string {
  const { workspaceId, id } = execution.run;
  const { artifacts } = execution.ports.store;
  // A file that was handed in belongs to the run since its start; the upload it came from may be gone by now.
  const found =
    '$file' in ref
      ? artifacts.list(workspaceId, id).find((candidate) => candidate.id === ref.$file)
      : artifacts.get(workspaceId, id, ref.artifact);
  if (found === null || found === undefined) {
    throw new Error(`This run has no file ${'$file' in ref ? ref.$file : ref.artifact}.`);
  }
  return found.storageKey;
}

function refOf(entry: { path: string; sizeBytes: number; sha256: string; mediaType: string }): ArtifactRef {
  return { artifact: entry.path, sizeBytes: entry.sizeBytes, sha256: entry.sha256, mediaType: entry.mediaType };
}

async function* bytesOf(content: ArtifactContent): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content);
  else if (content instanceof Uint8Array) yield content;
  else for await (const part of content) yield typeof part === 'string' ? Buffer.from(part) : part;
}
