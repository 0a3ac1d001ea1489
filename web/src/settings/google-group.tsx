import { useState } from 'react';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Form } from '../ui/form.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { ownPassword, proofOf } from './own-password.js';
import { useAnswer } from '../ui/use-answer.js';

async function ask() {
  const [{ google }, { items }] = await Promise.all([client.auth.methods(), client.command('identity.list', {})]);
  return { isOffered: google, linked: items[0] };
}

/** Signing in with Google, where the server knows the way there or somebody used it once. */
export function GoogleGroup() {
  const { value, after } = useAnswer(ask);
  const [unlinking, setUnlinking] = useState(false);
  if (!value || !(value.isOffered || value.linked)) return null;
  if (!value.linked)
    return (
      <SettingsGroup title="Google" about="Link your Google account to log in with it.">
        <Form
          fields={[ownPassword]}
          action="Go to Google"
          look="settings"
          onSubmit={async ({ password }) => {
            location.assign(await client.auth.linkGoogle({ ...proofOf(password), next: '/settings/account' }));
          }}
        />
      </SettingsGroup>
    );
  return (
    <SettingsGroup title="Google" about="You can log in with this account.">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <bdi className="font-medium">{value.linked.email}</bdi>
        <Button look="plain" onClick={() => setUnlinking(true)}>
          Unlink
        </Button>
      </div>
      {unlinking && (
        <ConfirmDialog
          title="Unlink your Google account?"
          action="Unlink"
          onConfirm={async () => {
            await client.command('identity.unlink', {});
            await after();
          }}
          onClose={() => setUnlinking(false)}
        >
          <p>From then on you log in with your password.</p>
        </ConfirmDialog>
      )}
    </SettingsGroup>
  );
}
