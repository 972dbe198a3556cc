import type { Run as WireRun } from '@millrace/protocol';
import type { JsonText } from '../../../domain/json.ts';

/** Values of a run that are stored as JSON text and go out as they are, without being parsed. */
export interface RunTexts {
  readonly output: JsonText | null;
  readonly input?: JsonText | null;
}

/** The JSON of a run with its stored values put in. */
export function runText(run: WireRun, texts: RunTexts): string {
  const members = [`"output":${texts.output ?? 'null'}`];
  if (texts.input !== undefined) members.push(`"input":${texts.input ?? 'null'}`);
  return withMembers(JSON.stringify(run), members);
}

/** The text of a JSON object that is not empty, with members added to its end. */
export function withMembers(object: string, members: readonly string[]): string {
  return `${object.slice(0, -1)},${members.join(',')}}`;
}
