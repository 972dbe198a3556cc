import type { WrittenFile } from '../artifacts/artifact-store.ts';
import type { ApiDeps } from './api-deps.ts';

/** Stores a file and then the row that names it; when the row cannot be written, the file goes again. */
export async function takeFile<T>(
  { artifacts }: Pick<ApiDeps, 'artifacts'>,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
  record: (written: WrittenFile) => Promise<T>,
): Promise<T> {
  const written = await artifacts.write(content, { maxBytes });
  try {
    return await record(written);
  } catch (error) {
    await artifacts.remove(written.storageKey);
    throw error;
  }
}
