import { LIMITS } from './limits.ts';
import { quoted } from './quoted.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';

const WORKFLOW_NAME = /^[a-z0-9][a-z0-9._-]*$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+~-]*$/;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** A workflow's name: lower-case letters, digits, `-`, `_` and `.`, beginning with a letter or digit. */
export function checkWorkflowName(name: string): Result<string> {
  if (name.length > LIMITS.nameLength) return tooLong('workflow name', name, LIMITS.nameLength);
  if (WORKFLOW_NAME.test(name)) return good(name);
  return bad(`The workflow name ${quoted(name)} may hold lower-case letters, digits, "-", "_" and "." and begins with a letter or digit.`);
}

/** What a run names by `workflow` or `workflow@version`; without a version the newest one is meant. */
export interface WorkflowRef {
  readonly name: string;
  readonly version: string | null;
}

export function parseWorkflowRef(text: string): Result<WorkflowRef> {
  const at = text.indexOf('@');
  const name = checkWorkflowName(at === -1 ? text : text.slice(0, at));
  if (!name.ok) return name;
  if (at === -1) return good({ name: name.value, version: null });
  const version = text.slice(at + 1);
  if (version.length > LIMITS.nameLength) return tooLong('version', version, LIMITS.nameLength);
  if (VERSION.test(version)) return good({ name: name.value, version });
  return bad(`The version ${quoted(version)} may hold letters, digits, "-", "_", ".", "+" and "~" and begins with a letter or digit.`);
}

/** The name of a step, stage, signal, review, record set or other call: any text on one line. */
export function checkName(name: string): Result<string> {
  return checkLine('name', name, LIMITS.nameLength);
}

export function checkTag(tag: string): Result<string> {
  return checkLine('tag', tag, LIMITS.tagLength);
}

export function checkConcurrencyKey(key: string): Result<string> {
  return checkLine('concurrency key', key, LIMITS.concurrencyKeyLength);
}

/**
 * The name of a file within its run: relative, segments parted by `/`, none of them empty, `.` or `..`.
 * It is shown and sent, and never reaches the file system.
 */
export function checkArtifactPath(path: string): Result<string> {
  const line = checkLine('path', path, LIMITS.artifactPathLength);
  if (!line.ok) return line;
  if (path.includes('\\')) return bad(`The path ${quoted(path)} holds a backslash; part its segments by "/".`);
  if (path.startsWith('/')) return bad(`The path ${quoted(path)} must be relative: leave out the leading "/".`);
  const isOdd = path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..');
  return isOdd ? bad(`The path ${quoted(path)} has an empty, "." or ".." segment.`) : good(path);
}

function checkLine(what: string, text: string, length: number): Result<string> {
  if (text.length === 0) return bad(`The ${what} is empty.`);
  if (text.length > length) return tooLong(what, text, length);
  if (CONTROL.test(text)) return bad(`The ${what} ${quoted(text)} holds a control character.`);
  if (!text.isWellFormed()) return bad(`The ${what} ${quoted(text)} holds half of a surrogate pair.`);
  if (text.trim() !== text) return bad(`The ${what} ${quoted(text)} begins or ends with a space.`);
  return good(text);
}

function tooLong(what: string, text: string, length: number): Result<never> {
  return bad(`The ${what} ${quoted(text)} has ${text.length} characters; at most ${length} are allowed.`);
}
