import { useCallback, useDeferredValue, useState } from 'react';
import { client } from '../session/parley.js';
import { More } from '../ui/more.js';
import { SearchField } from '../ui/search-field.js';
import { Select } from '../ui/select.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { usePages } from '../ui/use-pages.js';
import { AccountRow } from './account-row.js';

const conditions = {
  all: 'All accounts',
  open: 'Who can log in',
  disabled: 'Who is shut out',
  owner: 'Owners',
};

/** All accounts, found by the beginning of a name or an address. */
export function UsersSection() {
  const [typed, setTyped] = useState('');
  const [only, setOnly] = useState<keyof typeof conditions>('all');
  const query = useDeferredValue(typed.trim());
  const load = useCallback(
    (after?: string) =>
      client.administration.accounts({
        ...(query && { query }),
        ...(only !== 'all' && { only }),
        ...(after && { after }),
      }),
    [query, only],
  );
  const accounts = usePages(load, ({ id }) => id);
  return (
    <SettingsGroup about="Everybody who has an account here. Owners see their email addresses, nobody else does.">
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-[1fr_12rem]">
        <SearchField label="Name or email address" value={typed} onChange={setTyped} />
        <Select label="Which accounts" labelHidden value={only} options={conditions} onChange={setOnly} />
      </div>
      <ul aria-label="Accounts" className="grid grid-cols-1 gap-0.5 empty:hidden">
        {accounts.items?.map((account) => (
          <AccountRow key={account.id} account={account} onChanged={accounts.put} />
        ))}
      </ul>
      <More pages={accounts} empty="Nobody is called that." />
    </SettingsGroup>
  );
}
