import { newId } from '../../platform/database/ids.js';
import type { UserEntity } from './user.entity.js';

/** No mail goes there (RFC 2606). The column is unique and never empty, so whoever has no address has one of these. */
const NOWHERE = '@nowhere.invalid';

/** An address that stands for none. Nobody can guess it, and so nobody can take it first. */
export function nowhere(): string {
  return `${newId()}${NOWHERE}`;
}

/** The address that mail to somebody goes to; null for whoever has none (any more). */
export function addressOf({ email }: Pick<UserEntity, 'email'>): string | null {
  return email.endsWith(NOWHERE) ? null : email;
}
