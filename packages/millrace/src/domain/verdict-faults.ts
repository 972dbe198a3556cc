import type { Fault } from './errors.ts';
import { isPointer } from './json-pointer.ts';
import { LIMITS } from './limits.ts';
import { checkArtifactPath } from './names.ts';
import { utf8Length } from './utf8-length.ts';
import type { Correction, Verdict } from './verdict.ts';

/** Everything that is wrong with a verdict, with pointers into `{note, correctedOutput, corrections}` by their wire names. */
export function verdictFaults(verdict: Pick<Verdict, 'note' | 'closedNote' | 'correctedOutput' | 'corrections'>): readonly Fault[] {
  return [
    ...tooLong('/note', verdict.note, LIMITS.reviewNoteLength),
    ...tooLong('/closed_note', verdict.closedNote, LIMITS.reviewNoteLength),
    ...tooLarge('/corrected_output', verdict.correctedOutput, LIMITS.resultBytes),
    ...correctionsFaults(verdict.corrections),
  ];
}

function correctionsFaults(corrections: readonly Correction[]): readonly Fault[] {
  if (corrections.length > LIMITS.correctionsPerVerdict) {
    return [{ pointer: '/corrections', message: `has ${corrections.length} entries; at most ${LIMITS.correctionsPerVerdict} are allowed` }];
  }
  const ids = new Set<string>();
  const faults: Fault[] = [];
  for (const [index, correction] of corrections.entries()) {
    const at = `/corrections/${index}`;
    if (ids.has(correction.id)) faults.push({ pointer: `${at}/id`, message: 'is the id of another correction' });
    ids.add(correction.id);
    faults.push(...correctionFaults(at, correction));
  }
  return [...faults, ...tooLarge('/corrections', JSON.stringify(corrections), LIMITS.correctionsBytes)];
}

function correctionFaults(at: string, correction: Correction): readonly Fault[] {
  const { id, kind, path, label, note, correctedArtifactPath } = correction;
  const isPath = kind === 'field' ? isPointer(path) : checkArtifactPath(path).ok;
  const what = kind === 'field' ? 'a JSON Pointer into the output, such as "/total"' : 'the path of a file of the run';
  const isFile = correctedArtifactPath === null || checkArtifactPath(correctedArtifactPath).ok;
  return [
    ...(id === '' ? [{ pointer: `${at}/id`, message: 'is empty' }] : []),
    ...tooLong(`${at}/id`, id, LIMITS.correctionIdLength),
    ...(isPath ? [] : [{ pointer: `${at}/path`, message: `must be ${what}` }]),
    ...tooLong(`${at}/path`, path, LIMITS.correctionPathLength),
    ...tooLong(`${at}/label`, label, LIMITS.correctionLabelLength),
    ...tooLong(`${at}/note`, note, LIMITS.reviewNoteLength),
    ...(isFile ? [] : [{ pointer: `${at}/corrected_artifact_path`, message: 'must be the path of a file of the run' }]),
  ];
}

function tooLong(pointer: string, text: string | null, length: number): readonly Fault[] {
  return text === null || text.length <= length
    ? []
    : [{ pointer, message: `has ${text.length} characters; at most ${length} are allowed` }];
}

function tooLarge(pointer: string, text: string | null, bytes: number): readonly Fault[] {
  const size = text === null ? 0 : utf8Length(text);
  return size <= bytes ? [] : [{ pointer, message: `has ${size} bytes; at most ${bytes} are allowed` }];
}
