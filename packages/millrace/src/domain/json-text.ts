import type { Json, JsonText } from './json.ts';

/** Serialises a JSON value. Object keys keep their order. */
export function encodeJson(value: Json): JsonText {
  return trustJsonText(JSON.stringify(value));
}

/** Parses text that was serialised by us; throws a SyntaxError on anything else. */
export function decodeJson(text: JsonText): Json {
  const value: unknown = JSON.parse(text);
  assertParsed(value);
  return value;
}

/** Marks text that is known to be JSON, such as a column that only `encodeJson` fills. */
export function trustJsonText(text: string): JsonText {
  assertJsonText(text);
  return text;
}

/** Whatever JSON.parse gives is JSON. */
function assertParsed(value: unknown): asserts value is Json {
  void value;
}

/** A brand exists only for the compiler: whoever calls this has the proof. */
function assertJsonText(text: string): asserts text is JsonText {
  void text;
}
