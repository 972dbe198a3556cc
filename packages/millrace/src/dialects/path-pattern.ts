/** The parameters of a path that fits the pattern; null when it does not fit. */
export type PathPattern = (path: string) => { readonly [name: string]: string } | null;

const PLAIN = /^[\w.~-]+$/;

/**
 * `/v1/runs/{run_id}` as a function that is quick enough to be asked for each request ahead of the router. It takes only
 * plain segments: whatever is escaped goes to the router.
 */
export function pathPattern(template: string): PathPattern {
  const parts = template.split('/').map((part) => /^\{(\w+)\}$/.exec(part)?.[1] ?? null);
  const fixed = template.split('/');
  return (path) => {
    const segments = path.split('/');
    if (segments.length !== fixed.length) return null;
    const found: { [name: string]: string } = {};
    for (const [index, segment] of segments.entries()) {
      const name = parts[index];
      if (name === null || name === undefined) {
        if (segment !== fixed[index]) return null;
      } else if (PLAIN.test(segment)) {
        found[name] = segment;
      } else {
        return null;
      }
    }
    return found;
  };
}
