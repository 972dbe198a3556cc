/** An e-mail address in one form, or empty text. Tags behind a plus sign do not make another mailbox. */
export function normaliseEmail(text: string): string {
  const [local = '', domain = '', ...rest] = text
    .trim()
    .toLowerCase()
    .replace(/^mailto:/u, '')
    .split('@');
  if (local === '' || rest.length > 0 || !/^[^\s@]+\.[^\s@.]{2,}$/u.test(domain) || /\s/u.test(local)) return '';
  return `${local.replace(/\+.*$/u, '')}@${domain}`;
}

/** The address of a profile page in one form, or empty text: no scheme, `www`, language subdomain, query or final slash. */
export function normaliseProfileUrl(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//u, '')
    .replace(/[?#].*$/u, '')
    .replace(/\/+$/u, '');
  const [host = '', ...path] = bare.split('/');
  if (path.length === 0 || !host.includes('.')) return '';
  const site = host.split('.').length > 2 ? host.replace(/^(?:www|m|mobile|[a-z]{2})\./u, '') : host;
  return `${site}/${decodePath(path.join('/'))}`.normalize('NFC');
}

/** An identifier of the source as it stands; empty text for what only says that there is none. */
export function normaliseId(text: string): string {
  const id = text.trim();
  return /^(?:-+|0+|n\/?a|null|none|unknown|#n\/a|undefined|nan)$/iu.test(id) ? '' : id;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray percent sign is a letter like any other.
    return path;
  }
}
