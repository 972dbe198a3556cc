import { findPauses, findSpeech } from './find-speech.ts';
import { joinSamples } from './join-samples.ts';
import type { Recording } from './recording.ts';

const EDGE_MS = 50;
const LONGEST_PAUSE_MS = 350;

/** Cuts silence at both ends and shortens long pauses, in the middle of each. A recording without speech stays as it is. */
export function trimSilence(recording: Recording): Recording {
  const { samples, sampleRate } = recording;
  const frames = findSpeech(recording);
  if (frames.first < 0) return recording;
  const edge = Math.round((EDGE_MS * sampleRate) / 1000);
  const longest = Math.floor((LONGEST_PAUSE_MS * sampleRate) / 1000 / frames.size);
  const pieces: Int16Array[] = [];
  let from = Math.max(0, frames.first * frames.size - edge);
  for (const pause of findPauses(frames)) {
    if (pause.length <= longest) continue;
    const half = Math.floor(longest / 2);
    pieces.push(samples.subarray(from, (pause.from + half) * frames.size));
    from = (pause.from + pause.length - (longest - half)) * frames.size;
  }
  pieces.push(samples.subarray(from, Math.min(samples.length, (frames.last + 1) * frames.size + edge)));
  return { samples: joinSamples(pieces), sampleRate };
}
