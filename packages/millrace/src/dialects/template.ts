import type { Json, JsonObject } from '../domain/json.ts';
import { valueAt } from '../domain/json-pointer.ts';

/**
 * A small total language for mapping one JSON document to another, used by declarations of workflows.
 *
 * Everything stands for itself, except an object whose only or first key begins with `$`:
 * - `{ "$from": "/pointer", "default"?: template }`: the value at that RFC 6901 pointer of the source. What is not there,
 *   or null where there is a default, is the default; without one, the member that it stands in is left out.
 * - `{ "$text": "a {/pointer} b" }`: text with values in it; a value that is not there is the empty text.
 * - `{ "$each": "/pointer", "as": template }`: one filled template for each entry of a list, with the entry as its source.
 * - `{ "$name": argument }`: a form of the dialect, such as `$link`; the argument is filled first.
 */
export type TemplateForms = { readonly [name: `$${string}`]: (argument: Json) => Json | undefined };

/** The filled template; undefined when the whole of it is left out. Throws a RangeError for a form that nobody knows. */
export function fillTemplate(template: Json, source: Json, forms: TemplateForms = {}): Json | undefined {
  if (Array.isArray(template)) return template.map((entry: Json) => fillTemplate(entry, source, forms) ?? null);
  if (!isContainer(template)) return template;
  const [form] = Object.keys(template);
  if (form?.startsWith('$') === true) return fillForm(form, template, { source, forms });
  const filled: { [name: string]: Json } = {};
  for (const [name, part] of Object.entries(template)) {
    const value = fillTemplate(part, source, forms);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

function fillForm(
  form: string,
  template: JsonObject,
  { source, forms }: { readonly source: Json; readonly forms: TemplateForms },
): Json | undefined {
  const argument = template[form] ?? null;
  if (form === '$from') {
    const found = typeof argument === 'string' ? valueAt(source, argument) : undefined;
    const fallback = template['default'];
    return fallback === undefined ? found : (found ?? fillTemplate(fallback, source, forms));
  }
  if (form === '$text') {
    return asText(argument).replaceAll(/\{(\/[^}]*)\}/g, (_whole, pointer: string) => asText(valueAt(source, pointer)));
  }
  if (form === '$each') {
    const list = typeof argument === 'string' ? valueAt(source, argument) : undefined;
    return Array.isArray(list) ? list.map((entry: Json) => fillTemplate(template['as'] ?? null, entry, forms) ?? null) : undefined;
  }
  const known = Object.entries(forms).find(([name]) => name === form)?.[1];
  if (known === undefined) throw unknownForm(form, forms);
  const filled = fillTemplate(argument, source, forms);
  return filled === undefined ? undefined : known(filled);
}

function unknownForm(form: string, forms: TemplateForms): RangeError {
  return new RangeError(`The template has ${form}, which is not one of $from, $text, $each, ${Object.keys(forms).join(', ')}.`);
}

/** An array answers to the text of its indices like an object to its names. */
function isContainer(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object';
}

function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * Where in the source the value at a pointer into the filled template came from: what is wrong with an input can then be
 * told with the names that the client used. Null when the template itself put it there.
 */
export function sourcePointer(template: Json, pointer: string): string | null {
  let part = template;
  const tokens = pointer.split('/').slice(1);
  for (let depth = 0; ; depth += 1) {
    if (!isContainer(part)) return null;
    const rest = tokens.slice(depth).map((token) => `/${token}`);
    const { $from: from, $each: each } = part;
    if (typeof from === 'string') return from + rest.join('');
    if (typeof each === 'string') {
      const [index = '', ...inner] = rest;
      return `${each}${index}${sourcePointer(part['as'] ?? null, inner.join('')) ?? ''}`;
    }
    const next = valueAt(part, rest[0] ?? '/');
    if (next === undefined) return null;
    part = next;
  }
}
