import type { Json, JsonText } from './json.ts';

/** Serialises a JSON value. Object keys keep their order. */
export function encodeJson(value: Json): JsonText {
  return trustJsonText(JSON.stringify(value));
}

/** Parses text that was serialised by us; throws a SyntaxError on anything else. */
export function decodeJson(text: JsonText): Json {
  return JSON.parse(text);
}

/** Marks text that is known to be JSON, such as a column that only `encodeJson` fills. */
export function trustJsonText(text: string): JsonText {
  assertJsonText(text);
  return text;
}

/** A brand exists only for the compiler: whoever calls this has the proof. */
function assertJsonText(_text: string): asserts _text is JsonText {}
