import { z } from 'zod';

const SHIPPED = ['northwind.txt', 'hafenwerk.txt', 'atelier.txt', 'kestrel.pdf', 'bergmann.pdf', 'polaris.pdf', 'letter.txt'] as const;

const oneFile = z
  .union([
    z.strictObject({ $file: z.string().min(1) }).describe('An uploaded file.'),
    z.strictObject({ shipped: z.enum(SHIPPED) }).describe('A sample that comes with this example.'),
  ])
  .describe('PDF with text in it, or plain text.');

const namedFile = z.object({ name: z.string().max(255).optional(), file: oneFile });

/** The members of an input that name the one document of a run. */
export const documentMembers = {
  file: oneFile.optional(),
  files: z
    .array(z.union([namedFile, oneFile]))
    .max(1, 'A run reads one invoice; start one run for each.')
    .optional(),
  text: z.string().min(1).max(500_000).optional().describe('The invoice itself, instead of a file.'),
};

export type DocumentFile = z.output<typeof oneFile>;
export interface DocumentInput {
  readonly file?: DocumentFile | undefined;
  readonly files?: readonly (z.output<typeof namedFile> | DocumentFile)[] | undefined;
  readonly text?: string | undefined;
}

/** The document that an input names, by its one member that does. */
export function documentOf({ file, files, text }: DocumentInput): DocumentFile | string | null {
  const [first] = files ?? [];
  const named = first !== undefined && 'file' in first ? first.file : first;
  return file ?? named ?? text ?? null;
}

/** For `refine`: an input names one document and not two. */
export function namesOneDocument({ file, files, text }: DocumentInput): boolean {
  return [file !== undefined, (files ?? []).length > 0, text !== undefined].filter(Boolean).length === 1;
}

export const ONE_DOCUMENT = 'Give the invoice once: as `file`, as the one entry of `files`, or as `text`.';
