import { UsageError } from './usage-error.ts';

/** What `--input` said: a value, or the path of a file. A file under a name is uploaded, a file by itself is JSON. */
export type InputPart =
  | { readonly kind: 'whole'; readonly value: unknown }
  | { readonly kind: 'whole-file'; readonly path: string }
  | { readonly kind: 'member'; readonly name: readonly string[]; readonly value: unknown }
  | { readonly kind: 'member-file'; readonly name: readonly string[]; readonly path: string };

export const INPUT_HELP = `An input is given in one of these forms; the last two may be repeated:
  --input '{"limit": 5}'        the whole input as JSON
  --input @input.json           the whole input out of a file
  --input limit=5               one member; a value that is not JSON is taken as text, a.b=1 sets a member of a member
  --input before=@people.csv    one member that is a file, which is uploaded`;

const ASSIGNMENT = /^([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)=(.*)$/s;

/** Reads all `--input` options of a command. Throws a `UsageError`. */
export function parseInputs(texts: readonly string[]): readonly InputPart[] {
  const parts = texts.map(parseInput);
  const isWhole = parts.some(({ kind }) => kind === 'whole' || kind === 'whole-file');
  if (isWhole && parts.length > 1) throw new UsageError('An --input that is the whole input cannot be given together with another one.');
  return parts;
}

function parseInput(text: string): InputPart {
  const [, name, value] = ASSIGNMENT.exec(text) ?? [];
  if (name !== undefined && value !== undefined) {
    const path = name.split('.');
    return value.startsWith('@')
      ? { kind: 'member-file', name: path, path: fileName(value, text) }
      : { kind: 'member', name: path, value: valueOf(value) };
  }
  if (text.startsWith('@')) return { kind: 'whole-file', path: fileName(text, text) };
  try {
    return { kind: 'whole', value: JSON.parse(text) };
  } catch {
    throw new UsageError(`--input ${JSON.stringify(text)} is neither JSON, nor name=value, nor @file.\n${INPUT_HELP}`);
  }
}

function fileName(value: string, text: string): string {
  if (value.length < 2) throw new UsageError(`--input ${JSON.stringify(text)} names no file after the @.`);
  return value.slice(1);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so it is meant as text.
    return text;
  }
}

type Members = Map<string, Members | { readonly value: unknown }>;

/** Puts named values together to one object. Throws a `UsageError` when two names contradict each other. */
export function composeMembers(members: readonly { readonly name: readonly string[]; readonly value: unknown }[]): unknown {
  const root: Members = new Map();
  for (const { name, value } of members) place(root, name, value);
  return toObject(root);
}

function place(root: Members, name: readonly string[], value: unknown): void {
  const last = name.at(-1) ?? '';
  let members = root;
  for (const key of name.slice(0, -1)) {
    const inner = members.get(key) ?? new Map();
    if (!(inner instanceof Map)) throw contradiction(name);
    members.set(key, inner);
    members = inner;
  }
  if (members.has(last)) throw contradiction(name);
  members.set(last, { value });
}

function contradiction(name: readonly string[]): UsageError {
  return new UsageError(`--input gives ${name.join('.')} more than one value.`);
}

function toObject(members: Members): object {
  return Object.fromEntries([...members].map(([key, inner]) => [key, inner instanceof Map ? toObject(inner) : inner.value]));
}
