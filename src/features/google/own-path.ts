/** Only to tell addresses of this server from others. */
const HERE = 'http://parley.invalid';
const MAX_LENGTH = 500;

/**
 * A path of our own, as browsers would read it, or `/` for whatever leads elsewhere: browsers take `/\host`, `//host` and, because they drop tabs and
 * line breaks, `/<tab>/host` for other hosts, and `/.//host` becomes one once its dots are gone.
 */
export function ownPath(next: string | undefined): string {
  if (next === undefined || next.length > MAX_LENGTH || !next.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(next, HERE);
  const path = `${pathname}${search}${hash}`;
  return origin === HERE && !path.startsWith('//') ? path : '/';
}
