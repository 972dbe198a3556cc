import type { Json, JsonObject } from '../domain/json.ts';

/** Part of a body that came out of `parseJson`, which gives nothing but JSON: only the compiler has to be told. */
export function asJson(value: unknown): Json {
  assertJson(value);
  return value;
}

export function asJsonObject(value: { readonly [key: string]: unknown }): JsonObject {
  assertJsonObject(value);
  return value;
}

function assertJson(value: unknown): asserts value is Json {
  void value;
}

function assertJsonObject(value: unknown): asserts value is JsonObject {
  void value;
}
