import type { User } from '@parley/client';

/** As people compare names: in capitals or not, with accents or without. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** Whether a name, a word in it or the username begins with what was typed; everybody while nothing was. */
export function isCalled({ displayName, username }: Pick<User, 'displayName' | 'username'>, typed: string): boolean {
  const wanted = plain(typed).trim().replace(/^@/, '');
  const name = plain(displayName);
  return username.startsWith(wanted) || name.startsWith(wanted) || name.includes(` ${wanted}`);
}
