/** The file of a thread's entry: as it was written in development, as it was built in the published package. */
export function threadUrl(name: 'journal-thread' | 'engine-thread' | 'definitions-thread'): URL {
  return new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
