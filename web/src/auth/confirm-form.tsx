import { useState } from 'react';
import { ParleyError } from '@parley/client';
import { Form } from '../ui/form.js';

const password = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autoComplete: 'current-password',
  hint: 'Of the account that the mail is about.',
};

interface Props {
  action: string;
  signedIn: boolean;
  onConfirm: (password: string | undefined) => Promise<void>;
}

/** Confirms by being signed in; who is not, or to another account, gives the password. */
export function ConfirmForm({ action, signedIn, onConfirm }: Props) {
  const [byPassword, setByPassword] = useState(!signedIn);
  return (
    <Form
      fields={byPassword ? [password] : []}
      action={action}
      onSubmit={async ({ password: given }) => {
        try {
          await onConfirm(byPassword ? (given ?? '') : undefined);
        } catch (error) {
          if (error instanceof ParleyError && error.code === 'link.other_account') setByPassword(true);
          throw error;
        }
      }}
    />
  );
}
