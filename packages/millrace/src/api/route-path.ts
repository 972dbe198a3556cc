/** A path of the OpenAPI document as the router has it, and its parameters back out of what the router found. */
export interface MatchedPath {
  readonly pattern: string;
  read(found: { readonly [name: string]: string }): { readonly [name: string]: string };
}

/**
 * `/v1/runs/{id}:cancel` becomes a segment that must end with `:cancel`, because the router has no parameters inside of
 * a segment; the ending is taken off again afterwards. A parameter named `path` takes the rest of the URL,
 * one named `id` holds no colon, any other one may.
 */
export function matchPath(path: string): MatchedPath {
  const verb = /:[a-z]+$/.exec(path)?.[0] ?? '';
  const pattern = path.replaceAll(/\{(\w+)\}(:[a-z]+)?/g, (_whole, name: string, ending = '') => {
    if (name === 'path') return `:${name}{.+}`;
    return name === 'id' ? `:${name}{[^/:]+${ending}}` : `:${name}{[^/]+}`;
  });
  return {
    pattern,
    read: (found) =>
      Object.fromEntries(Object.entries(found).map(([name, value]) => [name, name === 'path' ? value : withoutEnding(value, verb)])),
  };
}

function withoutEnding(value: string, ending: string): string {
  return ending !== '' && value.endsWith(ending) ? value.slice(0, -ending.length) : value;
}
