import { randomBytes } from 'node:crypto';

const MAX_LENGTH = 24;

/** A username made of what somebody is called, or else of their email address; with `attempt` above 1 another one each time. */
export function usernameOf({ name, email }: { name: string; email: string }, attempt: number): string {
  const base = plain(name) ?? plain(email.split('@')[0]!) ?? 'user';
  return attempt === 1 ? base : `${base}-${randomBytes(3).toString('hex')}`;
}

/** In the letters that usernames have, or undefined when too few remain. */
function plain(text: string): string | undefined {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, MAX_LENGTH)
    .replace(/[^a-z0-9]+$/, '');
  return letters.length >= 2 ? letters : undefined;
}
