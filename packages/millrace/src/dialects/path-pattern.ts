/** The parameters of a path that fits the pattern; null when it does not fit. */
export type PathPattern = (path: string) => { readonly [name: string]: string } | null;

/** Plain text. */
const PARAMETER = String.raw`([\w.~-]+)`;

/**
 * `/v1/runs/{run_id}` as a function that is quick enough to be asked for each request ahead of the router. It takes only
 * plain segments: whatever is escaped goes to the router.
 */
export function pathPattern(template: string): PathPattern {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const fixed = template.split(/\{\w+\}/).map((part) => part.replaceAll(/[^\w/]/g, String.raw`\$&`));
  const pattern = new RegExp(`^${fixed.join(PARAMETER)}$`);
  return (path) => {
    const match = pattern.exec(path);
    if (match === null) return null;
    const found: { [name: string]: string } = {};
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index];
      if (name !== undefined) found[name] = match[index + 1] ?? '';
    }
    return found;
  };
}
