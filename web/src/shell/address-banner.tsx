import { useState } from 'react';
import { MailWarning, X } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { IconButton } from '../ui/button.js';
import { VerifyAgain } from '../auth/verify-again.js';

const KEY = 'parley.address-later';

/** Reminds of an address that is not confirmed, until that is done; who puts it off is left alone for as long as the tab is open. */
export function AddressBanner() {
  const address = useParley(() => (client.me?.emailVerified ? null : client.me?.email));
  const [isLater, setLater] = useState(() => sessionStorage.getItem(KEY) !== null);
  if (!address || isLater) return null;

  function putOff(): void {
    sessionStorage.setItem(KEY, 'yes');
    setLater(true);
  }

  return (
    <aside
      aria-label="Confirm your email address"
      className="flex shrink-0 items-center gap-3 border-b border-line bg-accent-soft py-1 ps-4 pe-1 text-sm md:ps-5"
    >
      <MailWarning size={16} aria-hidden="true" className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 py-1">
        Confirm <bdi className="font-medium">{address}</bdi> by the link that we sent there. <VerifyAgain />
      </p>
      <IconButton label="Later" onClick={putOff}>
        <X size={16} />
      </IconButton>
    </aside>
  );
}
