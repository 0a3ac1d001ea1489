import { useState } from 'react';
import type { Me } from '@parley/client';
import { useLocation } from 'wouter';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { ownPassword, proofOf } from './own-password.js';

/** The end of an account. */
export function DeletionGroup({ me }: { me: Me }) {
  const [asking, setAsking] = useState(false);
  return (
    <SettingsGroup
      title="Delete account"
      about="You leave all teams, and nothing tells any more who you were. It cannot be undone."
    >
      {me.isOwner ? (
        <p>You own this installation. Make somebody else its owner in your place first.</p>
      ) : (
        <Button look="danger" className="justify-self-start" onClick={() => setAsking(true)}>
          Delete my account…
        </Button>
      )}
      {asking && <DeletionDialog me={me} onClose={() => setAsking(false)} />}
    </SettingsGroup>
  );
}

const fates = [
  { value: 'keep', label: 'Keep my messages', hint: 'They stay under the name of a deleted user.' },
  { value: 'erase', label: 'Erase my messages', hint: 'Blanks stay in their place.' },
] as const;

function DeletionDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const [messages, setMessages] = useState<'keep' | 'erase'>('keep');
  const [, navigate] = useLocation();
  return (
    <Dialog title="Delete your account for good?" onClose={onClose}>
      <p className="text-muted text-pretty">
        @{me.username} is gone then, on all devices. You may want to download your data first. Does a team have no owner
        but you? Then hand it over, or delete it.
      </p>
      <Choice label="What becomes of what you wrote" options={fates} value={messages} onChange={setMessages} />
      <Form
        fields={[ownPassword]}
        action="Delete my account"
        dangerous
        onSubmit={async ({ password }) => {
          await client.command('me.delete', { messages, ...proofOf(password) });
          await client.auth.logout();
          navigate('/login', { replace: true });
        }}
      />
    </Dialog>
  );
}
