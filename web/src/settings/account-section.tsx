import { client, useParley } from '../session/parley.js';
import { AddressGroup } from './address-group.js';
import { DeletionGroup } from './deletion-group.js';
import { ExportGroup } from './export-group.js';
import { GoogleGroup } from './google-group.js';
import { PasswordGroup } from './password-group.js';

/** How one signs in and is reached, and what is stored of one. */
export function AccountSection() {
  const me = useParley(() => client.me);
  if (!me) return null;
  return (
    <>
      <AddressGroup me={me} />
      <PasswordGroup />
      <GoogleGroup />
      <ExportGroup />
      <DeletionGroup me={me} />
    </>
  );
}
