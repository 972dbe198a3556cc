/** Whether the domain, or one above it, gives addresses away for a while. */
export async function loadDisposableCheck(): Promise<(domain: string) => boolean> {
  // A megabyte of names: loaded when a run needs it.
  const { default: mailchecker } = await import('mailchecker');
  const names = mailchecker.blacklist();
  return (domain) => {
    const labels = domain.split('.');
    return labels.slice(0, -1).some((_, index) => names.has(labels.slice(index).join('.')));
  };
}
