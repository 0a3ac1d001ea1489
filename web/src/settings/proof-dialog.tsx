import { useState } from 'react';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';
import { ownPassword } from './own-password.js';

const ownCode = {
  name: 'code',
  label: 'Code',
  autoComplete: 'one-time-code',
  autoCapitalize: 'none',
  spellCheck: false,
  hint: 'As your authenticator app shows it, or a recovery code.',
};

interface Props {
  title: string;
  about: string;
  action: string;
  dangerous?: boolean;
  onProof: (proof: { password: string } | { code: string }) => Promise<unknown>;
  onClose: () => void;
}

/** Asks once more who it is, by the password or by a code. */
export function ProofDialog({ title, about, action, dangerous = false, onProof, onClose }: Props) {
  const [byCode, setByCode] = useState(false);
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="text-muted text-pretty">{about}</p>
      <Form
        key={byCode ? 'code' : 'password'}
        fields={[{ ...(byCode ? ownCode : ownPassword), autoFocus: true }]}
        action={action}
        dangerous={dangerous}
        onSubmit={async ({ password = '', code = '' }) => {
          await onProof(byCode ? { code: code.trim() } : { password });
          onClose();
        }}
      />
      <Button look="quiet" className="justify-self-start" onClick={() => setByCode(!byCode)}>
        {byCode ? 'Use my password instead' : 'Use a code instead'}
      </Button>
    </Dialog>
  );
}
