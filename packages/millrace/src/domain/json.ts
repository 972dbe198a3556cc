/** A JSON value as it is stored and sent: what JSON.parse can give. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

/** JSON text. The brand keeps serialised values from being serialised twice on their way to the journal. */
export type JsonText = string & { readonly jsonText: unique symbol };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
