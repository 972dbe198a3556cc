import type { VoiceInput } from './input-schema.ts';

export interface ScriptLine {
  /** From 0. */
  readonly index: number;
  /** Unique in the script, and fit to be a file name. */
  readonly lineId: string;
  /** The id that the line came with. */
  readonly sourceLineId: string | null;
  readonly text: string;
  readonly language: string;
}

const LONGEST_ID = 64;

/** The lines of a script, each with an id: its own, made fit for a file name, or its number. */
export function readScript({
  script,
  source_language: sourceLanguage,
}: Pick<VoiceInput, 'script' | 'source_language'>): readonly ScriptLine[] {
  const taken = new Set<string>();
  return rowsOf(script).map(({ id, text, language }, index) => ({
    index,
    lineId: uniqueId(id ?? `line-${String(index + 1).padStart(3, '0')}`, taken),
    sourceLineId: id ?? null,
    text,
    language: language ?? sourceLanguage,
  }));
}

interface Row {
  readonly id?: string | undefined;
  readonly text: string;
  readonly language?: string | undefined;
}

function rowsOf(script: VoiceInput['script']): readonly Row[] {
  if (typeof script !== 'string') return script;
  return script.split(/\r?\n/).flatMap((row) => (row.trim() === '' ? [] : [{ text: row.trim() }]));
}

function uniqueId(wanted: string, taken: Set<string>): string {
  const plain = wanted
    .normalize('NFKD')
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, LONGEST_ID);
  const stem = plain === '' ? 'line' : plain;
  let id = stem;
  // File systems that ignore case must not put two lines into one file.
  for (let number = 2; taken.has(id.toLowerCase()); number++) id = `${stem}-${number}`;
  taken.add(id.toLowerCase());
  return id;
}
